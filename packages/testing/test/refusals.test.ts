import {
  asset,
  assetJob,
  assetSensor,
  daily,
  dynamicPartitions,
  job,
  op,
  runStatusSensor,
  schedule,
  sensor,
  staticPartitions,
} from "@millrace/sdk";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { evaluateSchedule, evaluateSensor } from "../src";

const day = daily({ start: "2026-01-01" });
const orders = asset("orders", { partitions: day, group: "gold" }, () => 1);
const limited = asset("limited", { config: z.object({ rows: z.number() }) }, () => 1);
const regions = asset("regions", { partitions: staticPartitions(["eu", "us"]) }, () => 1);
const accounts = asset("accounts", { partitions: dynamicPartitions("customers") }, () => 1);
const load = op("load", { input: z.object({ n: z.int() }) }, () => 1);
const ingest = job("ingest", { input: z.object({ n: z.int() }) }, (g) => void g.call(load, g.input));
const at = "2026-01-03T02:30:00Z";
const cron = "30 2 * * *";

/** Evaluates a schedule whose function returns some run request. */
const requesting = (target: never, request: unknown, options: object = {}) =>
  evaluateSchedule(
    schedule("nightly", { cron, target }, () => request as never),
    { at, ...options },
  );

describe("run requests that a launch rejects are rejected in a test", () => {
  const of = (...assets: readonly unknown[]) => assetJob("of", { select: assets as never }) as never;

  it.each<[string, never, unknown, string]>([
    ["a partition whose window hasn't ended", of(orders), { partition: "2026-01-03" }, '"orders" has no partition'],
    ["a partition that doesn't exist", of(regions), { partition: "asia" }, '"regions" has no partition "asia"'],
    ["no partition", of(regions), {}, '"regions" is partitioned'],
    ["an unexpected partition", of(limited), { partition: "eu", config: { limited: { rows: 1 } } }, "Remove the"],
    ["config of the wrong type", of(limited), { config: { limited: { rows: "1" } } }, "/config/limited/rows must be"],
    ["unknown config", of(limited), { config: { limited: { rows: 1, row: 2 } } }, 'Did you mean "rows"?'],
    ["config of another asset", of(limited), { config: { orders: {} } }, "isn't an asset in this run"],
    ["missing config", of(limited), {}, "/config/limited/rows is required"],
    ["input instead of config", of(limited), { input: { n: 1 } }, "Use config."],
    ["config instead of input", ingest as never, { input: { n: 1 }, config: { n: 1 } }, "Use input."],
    ["input of the wrong type", ingest as never, { input: { n: 1.5 } }, "/input/n"],
    ["unknown input", ingest as never, { input: { n: 1, m: 1 } }, "/input/m is an unknown key"],
    ["a reserved tag", ingest as never, { input: { n: 1 }, tags: { "millrace/job": "x" } }, "is reserved"],
    ["a partition of a job without any", ingest as never, { input: { n: 1 }, partition: "eu" }, "Remove the partition"],
  ])("%s", async (_, target, request, message) => {
    await expect(requesting(target, request)).rejects.toThrow(message);
    const polling = sensor("polling", { target }, () => ({ runs: [request as never] }));
    await expect(evaluateSensor(polling, { now: new Date(at) })).rejects.toThrow(message);
  });

  it("and each request is named by its run key", async () => {
    const many = [
      { runKey: "good", input: { n: 1 } },
      { runKey: "bad", input: { n: "2" } },
    ];
    await expect(requesting(ingest as never, many)).rejects.toThrow('schedule "nightly", the run request "bad"');
  });

  it("except for keys of partition sets, unless the test says which there are", async () => {
    const target = of(accounts);
    expect((await requesting(target, { partition: "acme" })).runs).toHaveLength(1);
    const dynamicPartitions = { customers: ["globex"] };
    await expect(requesting(target, { partition: "acme" }, { dynamicPartitions })).rejects.toThrow('"acme"');
    const adding = sensor("adding", { target }, () => ({
      partitions: { customers: { add: ["acme"] } },
      runs: [{ partition: "acme" }],
    }));
    expect((await evaluateSensor(adding, { dynamicPartitions })).runs).toHaveLength(1);
  });
});

describe("a schedule in a test", () => {
  it("is evaluated at its ticks only", async () => {
    const nightly = schedule("nightly", { cron, timeZone: "Europe/Berlin", target: ingest, input: { n: 1 } });
    expect((await evaluateSchedule(nightly, { at: "2026-07-03T00:30:00Z" })).runs).toHaveLength(1);
    await expect(evaluateSchedule(nightly, { at: "2026-07-03T13:37:11Z" })).rejects.toThrow(
      'isn\'t a tick of schedule "nightly" (30 2 * * *, Europe/Berlin). The previous tick is 2026-07-03T00:30:00.000Z and the next one is 2026-07-04T00:30:00.000Z.',
    );
  });

  it("can launch a job that selects assets by text, with or without naming them", async () => {
    const gold = assetJob("gold", { select: "group:gold" });
    const nightly = schedule("nightly", { cron, target: gold });
    expect((await evaluateSchedule(nightly, { at })).runs).toEqual([{ tags: {} }]);
    expect((await evaluateSchedule(nightly, { at, assets: [orders] })).runs).toEqual([
      { tags: {}, partition: "2026-01-02" },
    ]);
    const tomorrow = schedule("tomorrow", { cron, target: gold }, () => ({ partition: "2026-01-04" }));
    await expect(evaluateSchedule(tomorrow, { at, assets: [orders] })).rejects.toThrow("has no partition");
  });
});

describe("events that a sensor doesn't monitor are rejected in a test", () => {
  const attempt = async (evaluate: () => Promise<unknown>): Promise<unknown> => evaluate();
  const after = runStatusSensor("after", { statuses: ["SUCCESS"], monitor: [ingest] }, () => ({}));
  const onOrders = assetSensor("on_orders", { asset: orders, target: ingest }, () => ({}));

  it.each<[string, unknown, unknown, string]>([
    ["another status", after, { status: "FAILURE" }, "monitors SUCCESS, not FAILURE"],
    ["another job", after, { run: { job: "other" } }, "monitors ingest, not other"],
    ["no job", after, { run: { job: undefined } }, "monitors ingest, not runs without a job"],
    ["another asset", onOrders, { asset: "limited" }, "monitors orders"],
    ["a partition that doesn't exist", onOrders, { partition: "2025-12-31" }, "has no partition"],
    ["any, for a polling sensor", sensor("polling", { target: ingest }, () => ({})), {}, "doesn't receive events"],
  ])("%s", async (_, monitoring, event, message) => {
    const evaluated = attempt(() => evaluateSensor(monitoring as typeof after, { events: [event as never] }));
    await expect(evaluated).rejects.toThrow(message);
  });
});
