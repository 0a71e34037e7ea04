import type { Readable } from "node:stream";

export type StoredObject = { readonly bytes: number; readonly sha256: string };
export type ObjectEntry = { readonly key: string; readonly bytes: number; readonly modifiedAt: Date };

/**
 * Storage of bundles, values, and logs. A key starts with the ID of the organization that owns the object. Contents are
 * streamed both ways and never held in memory as a whole.
 */
export type Objects = {
  /** Stores all of `content` or nothing. An existing object is replaced after the last byte. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** @throws DomainError `object_not_found` */
  get(key: string): Promise<Readable>;
  head(key: string): Promise<{ readonly bytes: number } | null>;
  /** Deletes an object. Deleting a missing object is not an error. */
  delete(key: string): Promise<void>;
  /** Yields the objects whose key starts with `prefix`, which itself starts with an organization's ID. */
  list(prefix: string): AsyncIterable<ObjectEntry>;
};
