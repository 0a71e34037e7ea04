import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { DomainError, LIMITS } from "@millrace/core";
import { pack } from "tar-stream";

/** A file of a bundle: its bytes, or its path on disk. */
export type PackEntry =
  | { readonly path: string; readonly content: Uint8Array }
  | { readonly path: string; readonly file: string };

export type PackedBundle = {
  readonly archive: Buffer;
  /** SHA-256 of the archive in hexadecimal, which addresses the bundle. */
  readonly hash: string;
  readonly files: number;
  readonly unpackedBytes: number;
};

const EPOCH = new Date(0);

/** Packs files into a .tar.gz that depends only on their paths and bytes: sorted, without times or owners. */
export async function packBundle(entries: readonly PackEntry[]): Promise<PackedBundle> {
  if (entries.length > LIMITS.bundleFilesMax) {
    throw new DomainError(
      "invalid",
      "bundle_too_many_files",
      `The bundle would have ${entries.length} files, over the limit of ${LIMITS.bundleFilesMax} (bundleFilesMax).`,
    );
  }
  const tar = pack();
  const hash = createHash("sha256");
  const chunks: Buffer[] = [];
  let unpackedBytes = 0;

  const writing = pipeline(tar, createGzip({ level: 6 }), async (source) => {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      chunks.push(chunk);
    }
  });
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  for (const entry of sorted) {
    const content = "file" in entry ? await readFile(entry.file) : Buffer.from(entry.content);
    unpackedBytes += content.byteLength;
    await new Promise<void>((resolve, reject) =>
      tar.entry({ name: entry.path, mode: 0o644, mtime: EPOCH, uid: 0, gid: 0, type: "file" }, content, (error) =>
        error ? reject(error) : resolve(),
      ),
    );
  }
  tar.finalize();
  await writing;
  return { archive: Buffer.concat(chunks), hash: hash.digest("hex"), files: entries.length, unpackedBytes };
}
