import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildBundle } from "@millrace/bundle/build";
import { locationSource } from "./source";

export type Bundle = { readonly hash: string; readonly archive: Uint8Array<ArrayBuffer> };

export type Project = {
  /** Packs the project as it is now. */
  bundle(): Promise<Bundle>;
  /** Adds a job, so that the next bundle is another one. */
  change(): void;
};

/** Writes the code location that the scenarios launch below `dir`. */
export function writeProject({ root, dir }: { root: string; dir: string }): Project {
  const projectDir = join(dir, "project");
  const source = join(projectDir, "src/jobs.ts");
  mkdirSync(join(projectDir, "src"), { recursive: true });
  writeFileSync(source, locationSource);
  symlinkSync(join(root, "node_modules"), join(projectDir, "node_modules"));
  let changes = 0;
  return {
    async bundle() {
      const { hash, archive } = await buildBundle({
        projectDir,
        config: { entry: ["src/**/*.ts"], data: [], external: [] },
      });
      return { hash, archive: Uint8Array.from(archive) };
    },
    change: () => appendFileSync(source, `export const added${++changes} = failing("added_${changes}");\n`),
  };
}
