import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DomainError } from "@millrace/core";
import { type ArchiveLimits, type ArchiveSummary, type EntrySink, readArchive } from "./read-archive";

export type UnpackedBundle = ArchiveSummary & { readonly dir: string };

/**
 * Unpacks a bundle into `<intoDir>/<hash>`, completely or not at all: a rejected archive leaves no files, and
 * concurrent calls for the same bundle both succeed. Doesn't check whether it is already unpacked; see `findUnpacked`.
 * @param options.hash SHA-256 that the archive must have
 */
export async function unpackBundle(options: {
  readonly source: AsyncIterable<Uint8Array>;
  readonly hash: string;
  readonly intoDir: string;
  readonly limits?: ArchiveLimits;
}): Promise<UnpackedBundle> {
  const dir = join(options.intoDir, options.hash);
  const workDir = join(options.intoDir, `.unpacking-${randomBytes(8).toString("hex")}`);
  await mkdir(workDir, { recursive: true, mode: 0o755 });
  try {
    const summary = await readArchive(options.source, createDirectorySink(workDir), options.limits);
    if (summary.hash !== options.hash) {
      throw new DomainError(
        "invalid",
        "bundle_hash_mismatch",
        `Bundle hash mismatch: expected ${options.hash}, got ${summary.hash}. Push again.`,
      );
    }
    await syncDirectory(workDir);
    await moveToTarget(workDir, dir);
    await syncDirectory(options.intoDir);
    return { ...summary, dir };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Returns the folder of an unpacked bundle, or undefined. */
export async function findUnpacked(intoDir: string, hash: string): Promise<string | undefined> {
  const dir = join(intoDir, hash);
  const found = await stat(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  return found?.isDirectory() ? dir : undefined;
}

function createDirectorySink(root: string): EntrySink {
  return {
    directory: async (path) => {
      await mkdir(join(root, path), { recursive: true, mode: 0o755 });
    },
    file: async (path, mode, content) => {
      const target = join(root, path);
      await mkdir(dirname(target), { recursive: true, mode: 0o755 });
      await pipeline(content, createWriteStream(target, { flags: "wx", mode: mode | 0o400, flush: true }));
    },
  };
}

async function moveToTarget(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
  }
}

async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
