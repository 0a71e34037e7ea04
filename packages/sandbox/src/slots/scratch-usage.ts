import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

const BLOCK_BYTES = 512;

/** Empty files occupy nothing and are many all the same: with more entries than this a folder counts as endless. */
const ENTRIES_MAX = 500_000;

/** Bytes that the files below `dir` occupy; sparse files count what they really hold. Stops once beyond `enough`. */
export async function occupiedBytes(dir: string, enough: number): Promise<number> {
  let bytes = 0;
  let entries = 0;
  const folders = [dir];
  for (let folder = folders.pop(); folder !== undefined && bytes <= enough; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      entries += 1;
      if (entries > ENTRIES_MAX) return Number.POSITIVE_INFINITY;
      if (entry.isDirectory()) folders.push(path);
      bytes += await blocksOf(path);
    }
  }
  return bytes;
}

/** What is being written to changes while it is measured: an entry that has gone counts nothing. */
const entriesOf = (folder: string) => readdir(folder, { withFileTypes: true }).catch(() => []);
const blocksOf = (path: string) =>
  lstat(path).then(
    (stats) => stats.blocks * BLOCK_BYTES,
    () => 0,
  );
