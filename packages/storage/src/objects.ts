import type { Readable } from "node:stream";

export type StoredObject = { readonly bytes: number; readonly sha256: string };
export type ObjectEntry = { readonly key: string; readonly bytes: number; readonly modifiedAt: Date };

/**
 * Where bundles, values and logs are kept. A key starts with the id of the organization that owns the object.
 * Contents are streamed both ways and never held whole.
 */
export type Objects = {
  /** Stores all of `content` or nothing; an object of the same key is replaced when the last byte is there. */
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** @throws DomainError `object_not_found` */
  get(key: string): Promise<Readable>;
  head(key: string): Promise<{ readonly bytes: number } | null>;
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>;
  /** Objects whose key starts with `prefix`, which itself starts with an organization. */
  list(prefix: string): AsyncIterable<ObjectEntry>;
};
