import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { DomainError, LIMITS } from "@millrace/core";
import type { BundleStore, BundleSummary } from "@millrace/core/locations";
import type { Scope } from "../scope";
import { bundleObject } from "./bundle-objects";

/** Where bundles are kept. */
export type BundleObjects = {
  put(key: string, content: AsyncIterable<Uint8Array>): Promise<unknown>;
  head(key: string): Promise<{ readonly bytes: number } | null>;
};

/** Reads an archive and refuses what breaks a rule; see `verifyBundle` of `@millrace/bundle`. */
export type VerifyBundle = (source: AsyncIterable<Uint8Array>) => Promise<BundleSummary>;

export type UploadDeps = {
  readonly objects: BundleObjects;
  readonly bundles: BundleStore;
  readonly verifyBundle: VerifyBundle;
};

/** Whether a bundle is stored already, so that only missing ones are sent. */
export const hasBundle =
  ({ objects, bundles }: UploadDeps) =>
  async (scope: Scope, hash: string): Promise<boolean> =>
    (await bundles.touch(scope.orgId, hash)) && (await objects.head(bundleObject(scope.orgId, hash))) !== null;

/** Stores a bundle under its hash once it has passed every rule; it is on disk, not in memory, meanwhile. */
export const uploadBundle =
  ({ objects, bundles, verifyBundle }: UploadDeps) =>
  async (scope: Scope, input: { hash: string; content: AsyncIterable<Uint8Array> }): Promise<BundleSummary> => {
    const dir = await mkdtemp(join(tmpdir(), "millrace-upload-"));
    const file = join(dir, "bundle.tgz");
    try {
      await pipeline(input.content, limited, createWriteStream(file));
      const summary = await verifyBundle(createReadStream(file));
      if (summary.hash !== input.hash) {
        throw new DomainError(
          "invalid",
          "bundle_hash_mismatch",
          `Bundle hash mismatch: expected ${input.hash}, got ${summary.hash}. The upload was corrupted; push again.`,
        );
      }
      const object = bundleObject(scope.orgId, input.hash);
      await objects.put(object, createReadStream(file));
      await bundles.record(scope.orgId, summary);
      // Retention may have deleted the object of an earlier upload between the two; now it leaves the bundle alone.
      if (!(await objects.head(object))) await objects.put(object, createReadStream(file));
      return summary;
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  };

async function* limited(chunks: AsyncIterable<Uint8Array>) {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > LIMITS.bundlePackedBytesMax) {
      throw new DomainError(
        "overLimit",
        "bundle_too_large",
        `The packed bundle exceeds the limit of ${LIMITS.bundlePackedBytesMax / 1024 ** 2} MiB (bundlePackedBytesMax). Run \`millrace push --analyze\` to see its largest parts.`,
      );
    }
    yield chunk;
  }
}
