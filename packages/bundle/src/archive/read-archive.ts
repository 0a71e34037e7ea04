import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DomainError, LIMITS } from "@millrace/core";
import { BUNDLE_FILES } from "@millrace/protocol";
import { extract, type Header } from "tar-stream";
import { assertSafePath, foldedPath } from "./path-rules";

/** Limits of a bundle. Tests use lower ones. */
export type ArchiveLimits = {
  readonly packedBytesMax: number;
  readonly unpackedBytesMax: number;
  readonly filesMax: number;
  readonly ratioMax: number;
  readonly durationMsMax: number;
};

export const ARCHIVE_LIMITS: ArchiveLimits = {
  packedBytesMax: LIMITS.bundlePackedBytesMax,
  unpackedBytesMax: LIMITS.bundleUnpackedBytesMax,
  filesMax: LIMITS.bundleFilesMax,
  ratioMax: LIMITS.bundleRatioMax,
  durationMsMax: 30_000,
};

/** Below this size, a high compression ratio doesn't indicate a bomb: empty tar blocks alone reach it. */
const RATIO_FREE_BYTES = 4 * 1024 * 1024;

/** Receives the entries of an archive. Must read `content` to its end. */
export type EntrySink = {
  directory(path: string): Promise<void>;
  file(path: string, mode: number, content: Readable): Promise<void>;
};

export type ArchiveSummary = {
  readonly hash: string;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
};

const invalid = (code: string, message: string): DomainError => new DomainError("invalid", code, message);

/** Reads a bundle's archive and fails at the first byte that breaks a rule. */
export async function readArchive(
  source: AsyncIterable<Uint8Array>,
  sink: EntrySink,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<ArchiveSummary> {
  const hash = createHash("sha256");
  const seen = new Map<string, string>();
  let packedBytes = 0;
  let unpackedBytes = 0;
  let files = 0;

  async function* countPacked(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      packedBytes += chunk.byteLength;
      if (packedBytes > limits.packedBytesMax) {
        throw invalid(
          "bundle_too_large",
          `The bundle has more than ${limits.packedBytesMax} bytes packed (bundlePackedBytesMax)`,
        );
      }
      hash.update(chunk);
      yield chunk;
    }
  }

  async function* countUnpacked(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      unpackedBytes += chunk.byteLength;
      if (unpackedBytes > limits.unpackedBytesMax) {
        throw invalid(
          "bundle_unpacked_too_large",
          `The bundle has more than ${limits.unpackedBytesMax} bytes unpacked (bundleUnpackedBytesMax)`,
        );
      }
      if (unpackedBytes > RATIO_FREE_BYTES && unpackedBytes > packedBytes * limits.ratioMax) {
        throw invalid(
          "bundle_ratio",
          `The bundle unpacks to more than ${limits.ratioMax} times its size (bundleRatioMax)`,
        );
      }
      yield chunk;
    }
  }

  function admit(header: Header): string {
    if (header.type !== "file" && header.type !== "directory") {
      throw invalid(
        "bundle_entry_invalid",
        `The bundle has ${JSON.stringify(header.name)}, a ${header.type ?? "unknown entry type"}; bundles can contain only files and folders`,
      );
    }
    assertSafePath(header.name);
    const path = header.name.replace(/\/$/, "");
    const twin = seen.get(foldedPath(path));
    if (twin !== undefined) {
      throw invalid(
        "bundle_duplicate_path",
        `The bundle has ${JSON.stringify(twin)} and ${JSON.stringify(path)}, which are the same name on some file systems`,
      );
    }
    seen.set(foldedPath(path), path);
    if (seen.size > limits.filesMax) {
      throw invalid("bundle_too_many_files", `The bundle has more than ${limits.filesMax} files (bundleFilesMax)`);
    }
    return path;
  }

  const tar = extract();
  const reading = pipeline(source, countPacked, createGunzip(), countUnpacked, tar, {
    signal: AbortSignal.timeout(limits.durationMsMax),
  });
  const taking = (async () => {
    for await (const entry of tar) {
      const path = admit(entry.header);
      if (entry.header.type === "directory") {
        await sink.directory(path);
        entry.resume();
      } else {
        files += 1;
        await sink.file(path, (entry.header.mode ?? 0o644) & 0o755, entry as unknown as Readable);
      }
    }
  })();
  await awaitPipeline(reading, taking, tar, limits);

  if (!seen.has(foldedPath(BUNDLE_FILES.entry))) {
    throw invalid("bundle_entry_missing", `The bundle has no ${BUNDLE_FILES.entry}; build it with \`millrace push\``);
  }
  return { hash: hash.digest("hex"), packedBytes, unpackedBytes, files };
}

/** Waits for both ends of the pipe and throws the causal error: the rejection, not the broken pipe it causes. */
async function awaitPipeline(
  reading: Promise<void>,
  taking: Promise<void>,
  tar: { destroy(error?: Error): void },
  limits: ArchiveLimits,
): Promise<void> {
  const taken = taking.catch((error: Error) => {
    tar.destroy(error);
    throw error;
  });
  const outcomes = await Promise.allSettled([reading, taken]);
  const errors = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  if (errors.length === 0) return;
  const rejection = errors.find((error) => error instanceof DomainError);
  if (rejection) throw rejection;
  if (errors.some((error) => error.name === "AbortError" || error.name === "TimeoutError")) {
    throw invalid("bundle_timeout", `The bundle took more than ${limits.durationMsMax / 1000} s to unpack`);
  }
  if (errors.some(isUnreadable)) {
    throw new DomainError("invalid", "bundle_unreadable", "The bundle isn't a readable .tar.gz archive.", {
      cause: errors[0],
    });
  }
  throw errors[0];
}

/** Returns true for errors of the decompressor and the tar reader, as opposed to those of the disk. */
function isUnreadable(error: Error & { code?: string }): boolean {
  return error.code?.startsWith("Z_") === true || /tar|Unexpected end of data|Invalid/i.test(error.message);
}
