import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { runValues } from "./run-values";
import { segment, valueKey } from "./value-keys";

const scope = { orgId: "org_a", deploymentId: "dep_a", runId: "run_a", attempt: 1 };
const stored = new Map<string, string>();
let storeIsFull = false;
const open = runValues({
  objects: {
    async put(key, content) {
      if (storeIsFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      stored.set(key, await text(Readable.from(content)));
      return { bytes: stored.get(key)!.length, sha256: "hash" };
    },
    get: async (key) => Readable.from([stored.get(key)!]),
  },
  assetValues: { findValue: async () => null, listSet: async () => [], listPartitions: async () => [] },
});
const values = open(scope);

const target = { step: "orders[0]", stepAttempt: 2, output: "value", codec: "json" };

test("stores a value below its deployment and reads it back", async () => {
  const ref = await values.put(target, Readable.from([Buffer.from("[1]")]));
  expect(ref).toEqual({
    object: "org_a/values/dep_a/run_a/1/orders%5B0%5D/2/value",
    codec: "json",
    bytes: 3,
    sha256: "hash",
  });
  expect(await text(await values.get(ref))).toBe("[1]");
});

test.each(["org_b/values/dep_a/x", "org_a/values/dep_b/x", "org_a/bundles/x", "org_a/values/dep_abc/x", ""])(
  "rejects an object outside the deployment (%j), whatever the reference says",
  async (object) => {
    await expect(values.get({ object, codec: "json", bytes: 1 })).rejects.toMatchObject({ code: "value_forbidden" });
  },
);

test("rejects a second value for the same output of the same attempt", async () => {
  const own = open({ ...scope, attempt: 2 });
  await own.put(target, Readable.from([Buffer.from("[1]")]));
  await expect(own.put(target, Readable.from([Buffer.from("[2]")]))).rejects.toMatchObject({ code: "value_exists" });
  expect(await own.put({ ...target, stepAttempt: 3 }, Readable.from([Buffer.from("[2]")]))).toMatchObject({ bytes: 3 });
});

test("names a full store, and accepts the value once there is space", async () => {
  const own = open({ ...scope, attempt: 3 });
  storeIsFull = true;
  await expect(own.put(target, Readable.from(["x"]))).rejects.toMatchObject({
    code: "store_full",
    message: expect.stringContaining("object store is full"),
  });
  storeIsFull = false;
  expect(await own.put(target, Readable.from([Buffer.from("[1]")]))).toMatchObject({ bytes: 3 });
});

test("any step name is one segment of a key", () => {
  expect(valueKey(scope, "a/../../b", 1, "v").split("/")).toHaveLength(8);
  expect(segment("..")).toBe("%2E%2E");
  expect(segment("half a pair \ud800")).toBe("half%20a%20pair%20%EF%BF%BD");
  expect(segment("x".repeat(500))).not.toBe(segment(`${"x".repeat(499)}y`));
  expect(segment("x".repeat(500)).length).toBeLessThan(255);
});
