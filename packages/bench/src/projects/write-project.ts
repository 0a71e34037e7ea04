import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Writes a code location's sources below `dir`, with access to the repository's packages, and returns its folder. */
export function writeProject(
  options: { root: string; dir: string; name: string },
  files: Readonly<Record<string, string>>,
): string {
  const projectDir = join(options.dir, "projects", options.name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(projectDir, path)), { recursive: true });
    writeFileSync(join(projectDir, path), text);
  }
  symlinkSync(join(options.root, "node_modules"), join(projectDir, "node_modules"));
  return projectDir;
}
