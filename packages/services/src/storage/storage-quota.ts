import { DomainError } from "@millrace/core";

/** How much each organization has in object storage, as the database knows it. */
export type StorageUse = {
  getRoom(orgId: string): Promise<{ readonly storedBytes: number; readonly storedBytesMax: number }>;
  add(orgId: string, bytes: number): Promise<void>;
};

type Put = {
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number; readonly sha256: string }>;
};

/**
 * The same objects, where storing keeps each organization within `storedBytesMax`: what does not fit is refused
 * while it arrives, and nothing of it is kept. Keys start with the organization.
 */
export const withStorageQuota = <O extends Put>(objects: O, use: StorageUse): O => ({
  ...objects,
  async put(key: string, content: AsyncIterable<Uint8Array>) {
    const orgId = key.slice(0, key.indexOf("/"));
    const { storedBytes, storedBytesMax } = await use.getRoom(orgId);
    if (storedBytes >= storedBytesMax) throw quotaReached(storedBytesMax);
    const stored = await objects.put(key, atMost(content, storedBytesMax - storedBytes, storedBytesMax));
    await use.add(orgId, stored.bytes);
    return stored;
  },
});

async function* atMost(content: AsyncIterable<Uint8Array>, room: number, max: number) {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > room) throw quotaReached(max);
    yield chunk;
  }
}

const quotaReached = (max: number) =>
  new DomainError(
    "overLimit",
    "stored_bytes_quota",
    `The organization may store ${inGib(max)} GiB (storedBytesMax), and this does not fit any more. Keep runs for fewer days in the organization's settings, or ask the platform's operator for more`,
  );

const inGib = (bytes: number): string => (bytes / 1024 ** 3).toFixed(2).replace(/\.?0+$/, "");
