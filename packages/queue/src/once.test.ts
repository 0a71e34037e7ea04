import { testRedis } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createOnce, type Once } from "./once";

let processes: Once[];
beforeAll(async () => {
  const { url } = await testRedis();
  processes = [createOnce({ url }), createOnce({ url })];
});
afterAll(() => Promise.all(processes.map((once) => once.close())));

test("lets exactly one of several processes claim a key", async () => {
  const claims = await Promise.all(Array.from({ length: 10 }, (_, index) => processes[index % 2]!.claim("a", 60_000)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test("lets a released key be claimed again", async () => {
  const [once] = processes;
  expect(await once!.claim("b", 60_000)).toBe(true);
  await once!.release("b");
  expect(await once!.claim("b", 60_000)).toBe(true);
});
