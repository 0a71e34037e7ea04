import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type SourceFile = {
  readonly path: string;
  readonly imports: readonly string[];
  /** Packages imported on demand with `import()`. */
  readonly lazyImports: readonly string[];
  readonly isTest: boolean;
};

export type Workspace = {
  /** Name of the folder: `core`, `web`, … */
  readonly name: string;
  readonly packageName: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly files: readonly SourceFile[];
};

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']/g;
const LAZY_IMPORT = /import\(\s*["']([^"']+)["']\s*\)/g;
const SKIPPED = new Set(["node_modules", "dist", ".next", "generated", "fixtures"]);

/** Returns every workspace below `packages/` and `apps/`, with the imports of its manifest and its sources. */
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
          ...importsOf(path),
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

function importsOf(path: string): Pick<SourceFile, "imports" | "lazyImports"> {
  const text = readFileSync(path, "utf8");
  const specifiers = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] as string);
  return { imports: specifiers(IMPORT), lazyImports: specifiers(LAZY_IMPORT) };
}
