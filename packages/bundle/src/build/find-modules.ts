import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DomainError } from "@millrace/core";
import { glob } from "tinyglobby";

const TESTS = ["**/*.{test,spec}.*", "**/__tests__/**", "**/*.d.ts"];
const IGNORED = ["**/node_modules/**", "**/.git/**", "**/dist/**"];

/** Returns the modules that a project's entry globs match, relative to its folder and sorted. Tests are excluded. */
export async function findModules(projectDir: string, entry: readonly string[]): Promise<string[]> {
  const files = await glob([...entry], { cwd: projectDir, ignore: [...TESTS, ...IGNORED], expandDirectories: false });
  if (files.length === 0) {
    throw new DomainError(
      "invalid",
      "entry_empty",
      `No file matches entry ${JSON.stringify(entry)} in ${projectDir}. Set \`entry\` in millrace.config.ts.`,
    );
  }
  return files.sort();
}

/** Returns the paths of the declared data files on disk, by their path in the bundle. */
export async function findDataFiles(projectDir: string, globs: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const pattern of globs) {
    const baseDir = pattern.startsWith("node_modules/") ? packageHome(projectDir, pattern) : projectDir;
    const files = await glob([pattern], { cwd: baseDir, dot: true, expandDirectories: true });
    if (files.length === 0) {
      throw new DomainError(
        "invalid",
        "data_file_missing",
        `No file matches data ${JSON.stringify(pattern)} in ${projectDir}. Fix \`data\` in millrace.config.ts.`,
      );
    }
    for (const file of files) {
      if (file.startsWith("../")) {
        throw new DomainError(
          "invalid",
          "data_file_outside",
          `Data file ${JSON.stringify(pattern)} is outside the project. Copy the file into the project.`,
        );
      }
      found.set(file, resolve(baseDir, file));
    }
  }
  return found;
}

/**
 * Returns the nearest folder, at or above the project, that has the package of a `node_modules/…` pattern installed.
 */
function packageHome(projectDir: string, pattern: string): string {
  const [, first = "", second = ""] = pattern.split("/");
  const name = first.startsWith("@") ? join(first, second) : first;
  for (let dir = projectDir; ; dir = dirname(dir)) {
    if (existsSync(join(dir, "node_modules", name))) return dir;
    if (dirname(dir) === dir) return projectDir;
  }
}
