import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { packBundle } from "./pack-bundle";
import { ARCHIVE_LIMITS, type ArchiveLimits } from "./read-archive";
import { findUnpacked, unpackBundle } from "./unpack-bundle";
import { verifyBundle } from "./verify-bundle";

type Entry = Partial<Header> & { name: string; content?: string | Buffer };

let intoDir: string;
beforeEach(async () => {
  intoDir = await mkdtemp(join(tmpdir(), "unpack-"));
});
afterEach(() => rm(intoDir, { recursive: true, force: true }));

async function archive(entries: Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = "", ...header } of entries) tar.entry({ type: "file", ...header }, content);
  tar.finalize();
  return gzipSync(await buffer(tar));
}

const MAIN: Entry = { name: "main.cjs", content: "module.exports = {}" };
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const chunked = (bytes: Buffer) => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);
const unpack = (bytes: Buffer, limits?: Partial<ArchiveLimits>) =>
  unpackBundle({ source: chunked(bytes), hash: sha256(bytes), intoDir, limits: { ...ARCHIVE_LIMITS, ...limits } });

describe("a valid bundle", () => {
  test("is unpacked under its hash with its bytes", async () => {
    const packed = await packBundle([
      { path: "main.cjs", content: Buffer.from("module.exports = 1") },
      { path: "data/a.csv", content: Buffer.from("x\n1\n") },
    ]);
    const unpacked = await unpackBundle({ source: chunked(packed.archive), hash: packed.hash, intoDir });
    expect(unpacked).toMatchObject({ files: 2, hash: packed.hash, packedBytes: packed.archive.byteLength });
    expect(await readFile(join(intoDir, packed.hash, "data/a.csv"), "utf8")).toBe("x\n1\n");
    expect(await readdir(intoDir)).toEqual([packed.hash]);
    expect(await findUnpacked(intoDir, packed.hash)).toBe(unpacked.dir);
  });

  test("has the same hash whatever the order of its files", async () => {
    const a = { path: "a", content: Buffer.from("1") };
    const main = { path: "main.cjs", content: Buffer.from("2") };
    expect((await packBundle([a, main])).hash).toBe((await packBundle([main, a])).hash);
  });

  test("loses its setuid, setgid, sticky, and group-write bits", async () => {
    const bytes = await archive([MAIN, { name: "tool", content: "x", mode: 0o7777 }]);
    const { dir } = await unpack(bytes);
    expect((await stat(join(dir, "tool"))).mode & 0o7777).toBe(0o755);
  });

  test("can be unpacked twice concurrently", async () => {
    const bytes = await archive([MAIN]);
    const [first, second] = await Promise.all([unpack(bytes), unpack(bytes)]);
    expect(first.dir).toBe(second.dir);
    expect(await readdir(intoDir)).toEqual([sha256(bytes)]);
  });
});

describe("rejected, with no files left:", () => {
  const long = "d/".repeat(130);
  test.each<[string, Entry, string]>([
    ["a path that climbs out", { name: "../evil" }, "bundle_path_invalid"],
    ["a path that climbs out from within", { name: "a/../../evil" }, "bundle_path_invalid"],
    ["an absolute path", { name: "/etc/passwd" }, "bundle_path_invalid"],
    ["a backslash", { name: "a\\..\\b" }, "bundle_path_invalid"],
    ["a drive letter", { name: "C:evil" }, "bundle_path_invalid"],
    ["a path that is too long", { name: `${"x".repeat(256)}` }, "bundle_path_invalid"],
    ["a path that is too deep", { name: `${long.slice(0, 70)}f` }, "bundle_path_invalid"],
    ["an empty segment", { name: "a//b" }, "bundle_path_invalid"],
    ["a NUL in a long name", { name: "ok", pax: { path: "a\0b" } }, "bundle_path_invalid"],
    ["a symbolic link", { name: "l", type: "symlink", linkname: "/etc/passwd" }, "bundle_entry_invalid"],
    ["a hard link", { name: "l", type: "link", linkname: "main.cjs" }, "bundle_entry_invalid"],
    ["a character device", { name: "null", type: "character-device" }, "bundle_entry_invalid"],
    ["a block device", { name: "sda", type: "block-device" }, "bundle_entry_invalid"],
    ["a fifo", { name: "pipe", type: "fifo" }, "bundle_entry_invalid"],
    ["a file twice", { name: "main.cjs" }, "bundle_duplicate_path"],
    ["two names that differ in case", { name: "MAIN.cjs" }, "bundle_duplicate_path"],
  ])("%s", async (_what, entry, code) => {
    const bytes = await archive([MAIN, entry]);
    await expect(unpack(bytes)).rejects.toMatchObject({ code });
    expect(await readdir(intoDir)).toEqual([]);
  });

  test("two names that are equal after Unicode normalization", async () => {
    const bytes = await archive([MAIN, { name: "caf\u00e9" }, { name: "cafe\u0301" }]);
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "bundle_duplicate_path" });
    expect(await readdir(intoDir)).toEqual([]);
  });

  test("a bomb, before it is fully unpacked", async () => {
    const bytes = await archive([MAIN, { name: "zeros", content: Buffer.alloc(64 * 1024 * 1024) }]);
    expect(bytes.byteLength).toBeLessThan(100_000);
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "bundle_ratio" });
    expect(await readdir(intoDir)).toEqual([]);
  });

  test.each<[string, Partial<ArchiveLimits>, string]>([
    ["too many bytes packed", { packedBytesMax: 100 }, "bundle_too_large"],
    ["too many bytes unpacked", { unpackedBytesMax: 1_000 }, "bundle_unpacked_too_large"],
    ["too many files", { filesMax: 1 }, "bundle_too_many_files"],
  ])("%s", async (_what, limits, code) => {
    const bytes = await archive([MAIN, { name: "second", content: "x".repeat(2_000) }]);
    await expect(unpack(bytes, limits)).rejects.toMatchObject({ code });
    expect(await readdir(intoDir)).toEqual([]);
  });

  test("a hash other than the expected one", async () => {
    const bytes = await archive([MAIN]);
    const unpacking = unpackBundle({ source: chunked(bytes), hash: "0".repeat(64), intoDir });
    await expect(unpacking).rejects.toMatchObject({ code: "bundle_hash_mismatch" });
    expect(await readdir(intoDir)).toEqual([]);
  });

  test("an archive without entries", async () => {
    const bytes = await archive([{ name: "other.cjs" }]);
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "bundle_entry_missing" });
  });

  test.each([
    ["no gzip", Buffer.from("not an archive at all")],
    ["a truncated archive", gzipSync(Buffer.alloc(5_000, 1)).subarray(0, 30)],
    ["gzip without a tar", gzipSync(Buffer.alloc(5_000, 1))],
  ])("%s", async (_what, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: "bundle_unreadable" });
    expect(await readdir(intoDir)).toEqual([]);
  });
});

test("verifying applies the same rules and writes nothing", async () => {
  const bytes = await archive([MAIN, { name: "../evil" }]);
  await expect(verifyBundle(chunked(bytes))).rejects.toMatchObject({ code: "bundle_path_invalid" });
  expect(await verifyBundle(chunked(await archive([MAIN])))).toMatchObject({ files: 1 });
});
