import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { type S3Server, startS3Server } from "@millrace/harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Objects } from "../objects";
import { openObjects } from "../open-objects";

const dir = await mkdtemp(join(tmpdir(), "millrace-objects-"));
let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3Server();
});
afterAll(async () => {
  await s3.close();
  await rm(dir, { recursive: true });
});

const stores: Record<string, () => Promise<Objects>> = {
  "file system": () => openObjects(`file://${dir}`),
  S3: () => openObjects(s3.storageUrl),
};

describe.each(Object.entries(stores))("%s", (_name, openStore) => {
  let store: Objects;
  const open = () => store;
  beforeAll(async () => {
    store = await openStore();
  });
  const put = (key: string, text: string) => open().put(key, chunks(text));

  test("returns stored objects with their size and hash", async () => {
    const stored = await put("org_a/values/x.json", "hello");
    expect(stored).toEqual({ bytes: 5, sha256: createHash("sha256").update("hello").digest("hex") });
    expect((await buffer(await open().get("org_a/values/x.json"))).toString()).toBe("hello");
    expect(await open().head("org_a/values/x.json")).toEqual({ bytes: 5 });
  });

  test("streams 20 MiB in chunks", async () => {
    const piece = Buffer.alloc(1024 * 1024, 7);
    const stored = await open().put("org_a/big", repeat(piece, 20));
    expect(stored.bytes).toBe(20 * piece.length);
    const hash = createHash("sha256");
    for await (const chunk of await open().get("org_a/big")) hash.update(chunk as Buffer);
    expect(hash.digest("hex")).toBe(stored.sha256);
  });

  test("replaces an object, and keeps the old one if the write fails halfway", async () => {
    await put("org_a/replaced", "one");
    await put("org_a/replaced", "two");
    await expect(open().put("org_a/replaced", failing())).rejects.toThrow("cut short");
    await expect(open().put("org_a/never", failing())).rejects.toThrow("cut short");
    expect((await buffer(await open().get("org_a/replaced"))).toString()).toBe("two");
    expect(await open().head("org_a/never")).toBeNull();
  });

  test("reports a missing object, and allows deleting it", async () => {
    await expect(open().get("org_a/none")).rejects.toMatchObject({ kind: "notFound", code: "object_not_found" });
    expect(await open().head("org_a/none")).toBeNull();
    await open().delete("org_a/none");
    await put("org_a/gone", "x");
    await open().delete("org_a/gone");
    expect(await open().head("org_a/gone")).toBeNull();
  });

  test("lists the keys of a prefix in order, and none of another organization", async () => {
    for (const key of ["org_l/logs/b/1", "org_l/logs/a/1", "org_l/logs/a/2", "org_l/logsx", "org_lx/logs/a/1"]) {
      await put(key, key);
    }
    const listed = async (prefix: string) =>
      (await collect(() => open().list(prefix))).map((entry) => `${entry.key} ${entry.bytes}`);
    expect(await listed("org_l/logs/")).toEqual(["org_l/logs/a/1 14", "org_l/logs/a/2 14", "org_l/logs/b/1 14"]);
    expect(await listed("org_l/logs/a/2")).toEqual(["org_l/logs/a/2 14"]);
    expect((await listed("org_l/")).length).toBe(4);
  });

  test.each([
    "x",
    "org_a/",
    "org_a/../org_b/x",
    "/org_a/x",
    "org_a//x",
    "../x/y",
    "org_a/./x",
    "org_a/x\0",
    "org_a\\..\\x/y",
    "org_a/a b",
    `org_a/${"x".repeat(256)}`,
  ])("rejects the key %j", async (key) => {
    await expect(open().put(key, chunks("x"))).rejects.toMatchObject({ code: "invalid_object_key" });
    await expect(open().get(key)).rejects.toMatchObject({ code: "invalid_object_key" });
  });

  test.each(["", "org_a", "org_a/../org_b/", "../"])("rejects the prefix %j", async (prefix) => {
    await expect(collect(() => open().list(prefix))).rejects.toMatchObject({ code: "invalid_object_key" });
  });
});

test("a file store leaves no partial files or empty folders", async () => {
  const store = await openObjects(`file://${dir}`);
  await store.put("org_e/deep/er/x", chunks("x"));
  await store.delete("org_e/deep/er/x");
  expect(existsSync(join(dir, "org_e"))).toBe(false);
  expect(readdirSync(join(dir, ".unfinished"))).toEqual([]);
});

async function collect<T>(list: () => AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of list()) all.push(item);
  return all;
}

async function* chunks(text: string) {
  yield Buffer.from(text.slice(0, 1));
  yield Buffer.from(text.slice(1));
}

async function* repeat(piece: Buffer, times: number) {
  for (let i = 0; i < times; i++) yield piece;
}

async function* failing() {
  yield Buffer.alloc(16);
  throw new Error("cut short");
}
