import { randomUUID } from "node:crypto";
import type { StorageUse } from "@millrace/core";
import { DomainError } from "@millrace/core";

type Put = {
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number; readonly sha256: string }>;
};

/**
 * The same objects, where storing keeps each organization within `storedBytesMax`, however many objects arrive at once:
 * room is reserved before a byte of it is stored. What does not fit is refused while it arrives, and nothing of it is
 * kept. Keys start with the organization.
 */
export const withStorageQuota = <O extends Put>(objects: O, use: StorageUse): O => ({
  ...objects,
  async put(key: string, content: AsyncIterable<Uint8Array>) {
    const orgId = key.slice(0, key.indexOf("/"));
    const id = randomUUID();
    let storedBytes = 0;
    try {
      const stored = await objects.put(key, withinStorageQuota(use, orgId, id, content));
      storedBytes = stored.bytes;
      return stored;
    } finally {
      await use.settle(orgId, id, storedBytes);
    }
  },
});

/** An object never reserves more than twice of what has come, nor this much more. */
const AHEAD_BYTES_MAX = 64 * 1024 ** 2;

/** Passes content on once there is room for it; room is asked for in doubling steps, at the end of it by the byte. */
async function* withinStorageQuota(use: StorageUse, orgId: string, id: string, content: AsyncIterable<Uint8Array>) {
  let arrived = 0;
  let reserved = 0;
  for await (const chunk of content) {
    arrived += chunk.byteLength;
    const missing = arrived - reserved;
    if (missing > 0) {
      const ahead = Math.max(missing, Math.min(reserved, AHEAD_BYTES_MAX));
      if (await use.reserve(orgId, id, ahead)) reserved += ahead;
      else if (ahead > missing && (await use.reserve(orgId, id, missing))) reserved += missing;
      else throw quotaReached((await use.getStorageUsage(orgId)).storedBytesMax);
    }
    yield chunk;
  }
}

const quotaReached = (max: number) =>
  new DomainError(
    "overLimit",
    "stored_bytes_quota",
    `Storage quota of ${inGib(max)} GiB exceeded (storedBytesMax). Shorten retention in organization settings or ask your platform operator to raise the quota.`,
  );

const inGib = (bytes: number): string => (bytes / 1024 ** 3).toFixed(2).replace(/\.?0+$/, "");
