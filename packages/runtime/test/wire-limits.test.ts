import { asset, collectDefinitions, dynamicPartitions, job, op, schedule, sensor } from "@millrace/sdk";
import { expect, test } from "vitest";
import { z } from "zod";
import { evaluateSchedule, evaluateSensor } from "../src";
import { walk } from "./walk";

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

test("state of 62 levels is kept, and deeper state fails the step", async () => {
  const keeps = (depth: number) => asset("keeps", {}, ({ state }) => state.set("deep", nested(depth) as never));
  expect((await walk({ keeps: keeps(62) })).done).toEqual({ outcome: "success" });
  expect((await walk({ keeps: keeps(63) })).done.error).toMatchObject({
    code: "NESTED_TOO_DEEP",
    message: 'asset "keeps": state.deep nests deeper than 62 levels. Flatten it, or store it as text.',
  });
});

test("state under a long key fails the step", async () => {
  const keeps = asset("keeps", {}, ({ state }) => state.set("k".repeat(256), 1));
  expect((await walk({ keeps })).done.error?.message).toContain("up to 255 characters (nameCharsMax)");
});

test("partition keys that don't fit one message fail the step", async () => {
  const customers = dynamicPartitions("customers");
  const adds = asset("adds", {}, ({ partitions }) =>
    partitions.add(
      customers,
      Array.from({ length: 9_000 }, (_, n) => `${"é".repeat(240)}${n}`),
    ),
  );
  expect((await walk({ adds })).done.error).toMatchObject({
    code: "STEP_RESULT_TOO_LARGE",
    message: expect.stringContaining("(stepResultBytesMax)"),
  });
});

test("a retry waits no longer than a timer can, and a long timeout doesn't end a step", async () => {
  const patient = asset("patient", { timeout: "40d", retry: { max: 1, delay: "40d" } }, ({ attempt }) => {
    if (attempt === 1) throw new Error("not yet");
  });
  const walked = await walk({ patient });
  expect(walked.done).toEqual({ outcome: "success" });
  expect(walked.delays).toEqual([2 ** 31 - 1]);
});

const target = job("target", { input: z.unknown() }, (g) => void g.call(op("one", {}, () => 1)));
const tick = { now: new Date(0), signal: new AbortController().signal, log: {} as never };

test("a sensor can request up to 1,000 runs in one evaluation", async () => {
  const many = (count: number) =>
    sensor("many", { target }, () => ({
      runs: Array.from({ length: count }, (_, n) => ({ runKey: `${n}`, input: n })),
    }));
  const evaluate = (count: number) =>
    evaluateSensor(collectDefinitions({ "a.ts": { target, many: many(count) } }), "many", {
      ...tick,
      cursor: undefined,
      variables: {},
    });
  expect((await evaluate(1_000)).runs).toHaveLength(1_000);
  await expect(evaluate(1_001)).rejects.toMatchObject({ code: "RUN_REQUESTS_MAX" });
});

test("input that nests too deep fails the tick", async () => {
  const deep = schedule("deep", { cron: "0 * * * *", target, input: () => nested(80) as never });
  const definitions = collectDefinitions({ "a.ts": { target, deep } });
  await expect(evaluateSchedule(definitions, "deep", { ...tick, scheduledAt: new Date(0) })).rejects.toMatchObject({
    code: "NESTED_TOO_DEEP",
    message: expect.stringContaining("run request"),
  });
});
