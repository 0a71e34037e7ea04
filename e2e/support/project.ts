import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./millrace";

/** A code location in its own folder, with the SDK installed. */
export type Project = {
  readonly dir: string;
  write(files: Record<string, string>): void;
  remove(): void;
};

export function createProject(location: string, files: Record<string, string>): Project {
  const dir = mkdtempSync(join(tmpdir(), "millrace-e2e-project-"));
  mkdirSync(join(dir, "node_modules/@millrace"), { recursive: true });
  for (const name of ["@millrace/sdk", "@millrace/core", "@millrace/protocol", "zod"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(dir, "node_modules", name));
  }
  const write = (wanted: Record<string, string>) => {
    for (const [path, text] of Object.entries(wanted)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
  };
  write({
    "millrace.config.ts": `import { defineConfig } from "@millrace/sdk/config";\nexport default defineConfig({ location: ${JSON.stringify(location)} });\n`,
    ...files,
  });
  return { dir, write, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
