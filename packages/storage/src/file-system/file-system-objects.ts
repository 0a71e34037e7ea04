import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { digest } from "../digest";
import { checkObjectKey, checkObjectPrefix, objectNotFound } from "../object-key";
import type { Objects } from "../objects";
import { listFiles } from "./list-files";

/**
 * Stores objects as files below `root`. Each is written next to its path and then renamed, so that a reader never sees
 * half of it.
 */
export function fileSystemObjects(root: string): Objects {
  const pathOf = (key: string): string => {
    checkObjectKey(key);
    return join(root, key);
  };
  return {
    async put(key, source) {
      const path = pathOf(key);
      const unfinished = join(root, ".unfinished", randomBytes(12).toString("hex"));
      const { content, result } = digest(source);
      await mkdir(dirname(unfinished), { recursive: true });
      try {
        await pipeline(content, createWriteStream(unfinished, { flags: "wx", flush: true, mode: 0o600 }));
        await moveInto(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      return result();
    },
    async get(key) {
      const file = await open(pathOf(key)).catch((error) => {
        throw isMissing(error) ? objectNotFound(key) : error;
      });
      return file.createReadStream();
    },
    async head(key) {
      const stats = await stat(pathOf(key)).catch(nullIfMissing);
      return stats?.isFile() ? { bytes: stats.size } : null;
    },
    async delete(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await removeEmptyFolders(dirname(path), root);
    },
    list(prefix) {
      checkObjectPrefix(prefix);
      return listFiles(root, prefix);
    },
  };
}

const MOVE_ATTEMPTS = 5;

/** A concurrent deletion can remove the folder as empty after it is created and before it is used. */
async function moveInto(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await mkdir(dirname(to), { recursive: true });
    try {
      return await rename(from, to);
    } catch (error) {
      if (!isMissing(error) || attempt === MOVE_ATTEMPTS) throw error;
    }
  }
}

async function removeEmptyFolders(folder: string, root: string): Promise<void> {
  for (let dir = folder; dir !== root; dir = dirname(dir)) {
    try {
      await rmdir(dir);
    } catch (error) {
      if (isMissing(error)) continue;
      if (hasCode(error, "ENOTEMPTY") || hasCode(error, "EEXIST")) return;
      throw error;
    }
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
const isMissing = (error: unknown): boolean => hasCode(error, "ENOENT");
const nullIfMissing = (error: unknown): null => {
  if (isMissing(error) || hasCode(error, "ENOTDIR")) return null;
  throw error;
};
