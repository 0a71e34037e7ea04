import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ObjectEntry } from "../objects";

/** Yields the files below `root` whose relative path starts with `prefix`, ordered by key. */
export async function* listFiles(root: string, prefix: string): AsyncGenerator<ObjectEntry> {
  yield* walk(root, prefix.slice(0, prefix.lastIndexOf("/") + 1), prefix);
}

async function* walk(root: string, folder: string, prefix: string): AsyncGenerator<ObjectEntry> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(noneIfMissing);
  const named = entries.map((entry) => ({ entry, key: `${folder}${entry.name}${entry.isDirectory() ? "/" : ""}` }));
  named.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const { entry, key } of named) {
    if (entry.isDirectory()) {
      if (key.startsWith(prefix) || prefix.startsWith(key)) yield* walk(root, key, prefix);
    } else if (key.startsWith(prefix)) {
      const stats = await stat(join(root, key)).catch(undefinedIfMissing);
      if (stats !== undefined) yield { key, bytes: stats.size, modifiedAt: stats.mtime };
    }
  }
}

const isMissing = (error: NodeJS.ErrnoException): boolean => error.code === "ENOENT" || error.code === "ENOTDIR";
const noneIfMissing = (error: NodeJS.ErrnoException): [] => {
  if (isMissing(error)) return [];
  throw error;
};
const undefinedIfMissing = (error: NodeJS.ErrnoException): undefined => {
  if (!isMissing(error)) throw error;
};
