import { posix } from "node:path";
import type { SourceFile } from "./workspaces";

const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

/**
 * Returns the import cycles among a workspace's files, including type imports but not lazy ones. Each is one path
 * around the cycle.
 * @param root the workspace's folder, with which the paths of `files` start; `@/` is its `src/`
 */
export function importCycles(root: string, files: readonly Pick<SourceFile, "path" | "imports">[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const targetOf = (from: string, specifier: string): string | undefined => {
    if (!specifier.startsWith(".") && !specifier.startsWith("@/")) return undefined;
    const base = specifier.startsWith("@/")
      ? posix.join(root, "src", specifier.slice(2))
      : posix.join(posix.dirname(from), specifier);
    return ENDINGS.map((ending) => base + ending).find((path) => byPath.has(path));
  };
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(" → "));
      return;
    }
    if (done.has(path)) return;
    for (const specifier of byPath.get(path)?.imports ?? []) {
      const target = targetOf(path, specifier);
      if (target !== undefined) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}
