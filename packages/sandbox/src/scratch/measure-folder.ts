import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

const BLOCK_BYTES = 512;

export type FolderSize = { readonly bytes: number; readonly entries: number; readonly depth: number };

/** A measurement ends once one of these is exceeded. */
export type FolderLimits = { readonly bytesMax: number; readonly entriesMax: number; readonly depthMax: number };

/** Deeper folders have paths that the system doesn't accept, so that what is in them couldn't be counted. */
export const SCRATCH_DEPTH_MAX = 64;
/** Empty files occupy nothing, and measuring them takes long: beyond this many a sandbox ends. */
export const SCRATCH_ENTRIES_MAX = 50_000;

/** Returns what the files below `dir` occupy (sparse files count what they really hold), up to the limits. */
export async function measureFolder(dir: string, limits: FolderLimits): Promise<FolderSize> {
  let bytes = 0;
  let entries = 0;
  let depth = 0;
  const folders = [{ path: dir, level: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    depth = Math.max(depth, folder.level);
    for (const entry of await entriesOf(folder.path)) {
      if (bytes > limits.bytesMax || entries > limits.entriesMax || depth > limits.depthMax) {
        return { bytes, entries, depth };
      }
      const path = join(folder.path, entry.name);
      entries += 1;
      if (entry.isDirectory()) folders.push({ path, level: folder.level + 1 });
      bytes += await blocksOf(path);
    }
  }
  return { bytes, entries, depth };
}

/** Returns the bytes that the files of a trusted folder occupy. */
export async function folderBytes(dir: string): Promise<number> {
  const all = Number.POSITIVE_INFINITY;
  return (await measureFolder(dir, { bytesMax: all, entriesMax: all, depthMax: all })).bytes;
}

/** What is being written to changes while it is measured: an entry that is gone counts nothing. */
const entriesOf = (folder: string) => readdir(folder, { withFileTypes: true }).catch(() => []);
const blocksOf = (path: string) =>
  lstat(path).then(
    (stats) => stats.blocks * BLOCK_BYTES,
    () => 0,
  );
