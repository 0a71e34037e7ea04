import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { findUnpacked, unpackBundle } from "@millrace/bundle";
import { folderBytes, removeTree } from "@millrace/sandbox";
import { bundleObject } from "@millrace/services/locations";
import type { BundleRef, Bundles } from "@millrace/services/worker";
import type { Objects } from "@millrace/storage";
import { addCodeCache } from "./code-cache";

export type BundleCacheOptions = {
  readonly dir: string;
  readonly bytesMax: number;
  readonly objects: Objects;
  readonly onError: (error: unknown) => void;
};

type Entry = { readonly dir: string; bytes: number; users: number; usedAt: number; hasCodeCache: boolean };

export type BundleCache = Bundles & {
  /** Looks for the code cache of a bundle again, once it has been made. */
  refreshCodeCache(bundle: BundleRef): Promise<void>;
};

/** Small bundles take inodes and memory rather than bytes. */
const ENTRIES_MAX = 5_000;

/**
 * Unpacked bundles on disk, per organization and content; the least recently used ones go when they take more than
 * `bytesMax`, or are more than 5,000. What a running sandbox has linked stays its own until it ends.
 */
export async function bundleCache(options: BundleCacheOptions): Promise<BundleCache> {
  const entries = await readEntries(options.dir);
  const loading = new Map<string, Promise<Entry>>();
  const keyOf = ({ orgId, bundleHash }: BundleRef) => `${orgId}/${bundleHash}`;

  const load = async (bundle: BundleRef): Promise<Entry> => {
    const intoDir = join(options.dir, bundle.orgId);
    await mkdir(intoDir, { recursive: true, mode: 0o711 });
    const dir =
      (await findUnpacked(intoDir, bundle.bundleHash)) ??
      (
        await unpackBundle({
          source: await options.objects.get(bundleObject(bundle.orgId, bundle.bundleHash)),
          hash: bundle.bundleHash,
          intoDir,
        })
      ).dir;
    const hasCodeCache = await addCodeCache(options.objects, bundle.orgId, bundle.bundleHash, dir);
    const bytes = await folderBytes(dir);
    const entry = { dir, bytes, users: 0, usedAt: Date.now(), hasCodeCache };
    entries.set(keyOf(bundle), entry);
    return entry;
  };

  const entryOf = (bundle: BundleRef): Promise<Entry> => {
    const key = keyOf(bundle);
    const known = entries.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const job = loading.get(key) ?? load(bundle).finally(() => loading.delete(key));
    loading.set(key, job);
    return job;
  };

  const evict = async (): Promise<void> => {
    let total = [...entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    const oldest = [...entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of oldest) {
      if (total <= options.bytesMax && entries.size <= ENTRIES_MAX) return;
      if (entry.users > 0) continue;
      entries.delete(key);
      total -= entry.bytes;
      await removeTree(entry.dir);
    }
  };

  return {
    async acquire(bundle) {
      const entry = await entryOf(bundle);
      entry.users += 1;
      entry.usedAt = Date.now();
      evict().catch(options.onError);
      return {
        dir: entry.dir,
        release: () => {
          entry.users -= 1;
        },
      };
    },
    async refreshCodeCache(bundle) {
      const entry = entries.get(keyOf(bundle));
      if (entry === undefined || entry.hasCodeCache) return;
      entry.hasCodeCache = await addCodeCache(options.objects, bundle.orgId, bundle.bundleHash, entry.dir);
    },
  };
}

/** What an earlier worker left: whole bundles are kept, what it was unpacking is removed. */
async function readEntries(dir: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  await mkdir(dir, { recursive: true, mode: 0o711 });
  for (const orgId of await readdir(dir)) {
    for (const name of await readdir(join(dir, orgId))) {
      const path = join(dir, orgId, name);
      if (name.startsWith(".")) await removeTree(path);
      else {
        const bytes = await folderBytes(path);
        const usedAt = (await stat(path)).mtimeMs;
        entries.set(`${orgId}/${name}`, { dir: path, bytes, users: 0, usedAt, hasCodeCache: true });
      }
    }
  }
  return entries;
}
