import { createHash } from "node:crypto";
import type { StoredObject } from "./objects";

export type Digest = {
  /** The same bytes, counted and hashed as they pass through. */
  readonly content: AsyncIterable<Uint8Array>;
  /** Returns the size and hash. Valid once `content` has been read to its end. */
  result(): StoredObject;
};

export function digest(source: AsyncIterable<Uint8Array>): Digest {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* pass() {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  return { content: pass(), result: () => ({ bytes, sha256: hash.digest("hex") }) };
}
