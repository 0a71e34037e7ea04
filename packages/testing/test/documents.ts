import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** A TypeScript block in a document. `file` is the text after the fence: ```` ```ts src/orders.ts ````. */
export type CodeBlock = { readonly file: string; readonly code: string };

/** A document with code. Its blocks form one project. */
export type Document = { readonly path: string; readonly blocks: readonly CodeBlock[] };

/** Returns the paths of the README and every page under `docs`, relative to the repository. */
export function documentPaths(): string[] {
  const pages = readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" });
  return ["README.md", ...pages.filter((path) => path.endsWith(".md")).map((path) => join("docs", path))].sort();
}

export const readDocument = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** Returns the documents that contain TypeScript. */
export function documentsWithCode(): Document[] {
  return documentPaths().flatMap((path) => {
    const blocks = [...readDocument(path).matchAll(/^```(?:ts|typescript)\b *(\S*)\n([\s\S]*?)^```$/gm)].map(
      ([, file, code]) => ({ file: file ?? "", code: code ?? "" }),
    );
    return blocks.length > 0 ? [{ path, blocks }] : [];
  });
}
