import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type Workspace = {
  /** The folder's name: `core`, `web`, … */
  readonly name: string;
  readonly packageName: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly files: readonly { readonly path: string; readonly imports: readonly string[]; readonly isTest: boolean }[];
};

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
const SKIPPED = new Set(["node_modules", "dist", ".next", "generated", "fixtures"]);

/** Every workspace below `packages/` and `apps/`, with what its manifest and its sources import. */
export function readWorkspaces(root: string): Workspace[] {
  return ["packages", "apps"].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => {
      const dir = join(root, group, name);
      const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as {
        name: string;
        dependencies?: Record<string, string>;
        devDependencies?: Record<string, string>;
      };
      return {
        name,
        packageName: manifest.name,
        dependencies: Object.keys(manifest.dependencies ?? {}),
        devDependencies: Object.keys(manifest.devDependencies ?? {}),
        files: sources(dir).map((path) => ({
          path: path.slice(root.length + 1),
          imports: importsOf(path),
          isTest: /\.test\.tsx?$|\/test\/|\/tests\//.test(path),
        })),
      };
    }),
  );
}

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}

function importsOf(path: string): string[] {
  return [...readFileSync(path, "utf8").matchAll(IMPORT)].map((match) => (match[1] ?? match[2]) as string);
}
