import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export type File = { readonly path: string; readonly source: string; readonly isTest: boolean };

const FOLDERS = ["apps", "docs", "e2e", "examples", "packages"];
const SKIPPED = new Set(["node_modules", "dist", "generated", "fixtures", "fixture", "test-results", "wording"]);

/** Returns the TypeScript, JavaScript, and Markdown files of the repository, without generated ones and this check. */
export function readFiles(root: string): File[] {
  const paths = [...FOLDERS.flatMap((folder) => filesBelow(root, folder)), "README.md"];
  return paths.map((path) => ({
    path,
    source: readFileSync(join(root, path), "utf8"),
    isTest: /\.test\.tsx?$|\/tests?\/|^e2e\//.test(path),
  }));
}

/** Returns the workspace or folder that a path belongs to: `apps/web`, `docs`. */
export function workspaceOf(path: string): string {
  const [group = "", name = ""] = path.split("/");
  return ["apps", "examples", "packages"].includes(group) ? `${group}/${name}` : group;
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name) || entry.name.startsWith(".")) return [];
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return /\.(tsx?|mjs|md)$/.test(entry.name) && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}
