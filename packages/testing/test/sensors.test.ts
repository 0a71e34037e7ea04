import {
  asset,
  assetSensor,
  daily,
  externalAsset,
  job,
  multiAssetSensor,
  op,
  resource,
  runStatusSensor,
  staticPartitions,
} from "@millrace/sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { evaluateSensor } from "../src";

const orders = asset("orders", { partitions: daily({ start: "2026-01-01" }) }, () => 1);
const byRegion = asset("by_region", { partitions: staticPartitions(["eu", "us"]) }, () => 1);
const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
const publish = op("publish", { input: z.object({ what: z.string() }) }, () => null);
const target = job("publish_all", { input: z.object({ what: z.string() }) }, (g) => void g.call(publish, g.input));
const wish = (runKey: string, what: string) => ({ runKey, input: { what } });
const asked = (runKey: string, what: string) => ({ runKey, input: { what }, tags: {} });

describe("an asset sensor", () => {
  const onOrders = assetSensor("on_orders", { asset: orders, target }, ({ event }) => {
    expectTypeOf(event.asset).toEqualTypeOf<"orders">();
    expectTypeOf(event.partition).toEqualTypeOf<string>();
    return { runs: [wish(event.id, `${event.partition} of ${event.runId}`)] };
  });

  it("is called for each materialization, in order", async () => {
    const events = [{ partition: "2026-01-01" }, { partition: "2026-01-02", runId: "run_7", id: "x" }];
    expect(await evaluateSensor(onOrders, { events })).toEqual({
      runs: [asked("event_1", "2026-01-01 of run_test"), asked("x", "2026-01-02 of run_7")],
    });
  });

  it("skips without events", async () => {
    expect(await evaluateSensor(onOrders, { events: [] })).toEqual({ runs: [], skip: "no new events" });
    // @ts-expect-error an asset sensor requires events
    await expect(evaluateSensor(onOrders)).resolves.toMatchObject({ skip: "no new events" });
    // @ts-expect-error event of another asset
    expect(() => evaluateSensor(onOrders, { events: [{ asset: "rates" }] })).toThrow("monitors orders");
  });

  it("passes its cursor from event to event and returns the last one", async () => {
    const counting = assetSensor(
      "counting",
      { asset: rates, target, cursor: z.object({ seen: z.number() }), initial: { seen: 0 } },
      ({ cursor, event }) =>
        cursor.seen === 1
          ? {
              cursor: { seen: 2 },
              runs: [wish("two", String(event.metadata.rows))],
              partitions: { days: { delete: ["a"] } },
            }
          : { cursor: { seen: cursor.seen + 1 }, skip: "waiting", partitions: { days: { add: ["a", "b"] } } },
    );
    expect(await evaluateSensor(counting, { events: [{}, { metadata: { rows: 3 } }] })).toEqual({
      cursor: { seen: 2 },
      runs: [asked("two", "3")],
      skip: "waiting",
      partitions: { days: { add: ["b"], delete: ["a"] } },
    });
  });
});

describe("a multi-asset sensor", () => {
  const clock = resource({ name: "clock", create: () => ({ hour: (): number => 0 }) });
  const onEither = multiAssetSensor(
    "on_either",
    { assets: [byRegion, rates], target, resources: { clock } },
    ({ events, resources }) => {
      for (const event of events)
        if (event.asset === "by_region") expectTypeOf(event.partition).toEqualTypeOf<"eu" | "us">();
      return { runs: [wish("all", `${resources.clock.hour()}: ${events.map((event) => event.asset).join()}`)] };
    },
  );

  it("is called once with all new events", async () => {
    const events = [{ asset: "finance/rates" }, { asset: "by_region", partition: "eu" }] as const;
    const resources = { clock: { hour: () => 9 } };
    expect((await evaluateSensor(onEither, { events, resources })).runs).toEqual([
      asked("all", "9: finance/rates,by_region"),
    ]);
  });

  it("accepts only events of the assets it monitors", async () => {
    // @ts-expect-error an asset it doesn't monitor
    expect(() => evaluateSensor(onEither, { events: [{ asset: "orders" }] })).toThrow(
      "monitors by_region, finance/rates",
    );
    // @ts-expect-error the asset is missing
    expect(() => evaluateSensor(onEither, { events: [{}] })).toThrow("monitors by_region, finance/rates");
  });
});

describe("a run status sensor", () => {
  const afterFailure = runStatusSensor(
    "after_failure",
    { statuses: ["FAILURE", "CANCELED"], monitor: [target], target },
    ({ event }) => ({
      runs: [wish(event.run.id, `${event.run.job}: ${event.status} ${event.run.failureReason ?? ""}`)],
    }),
  );

  it("is called for each run that reaches one of its statuses", async () => {
    const events = [{ run: { id: "run_7", failureReason: "STEP_TIMEOUT" } }, { status: "CANCELED" as const }];
    expect((await evaluateSensor(afterFailure, { events })).runs).toEqual([
      asked("run_7", "publish_all: FAILURE STEP_TIMEOUT"),
      asked("run_test", "publish_all: CANCELED "),
    ]);
  });

  it("can omit a target, and then requests no runs", async () => {
    const seen: string[] = [];
    const watching = runStatusSensor("watching", { statuses: ["SUCCESS"], monitor: "organization" }, ({ event }) => {
      seen.push(event.run.id);
      return {};
    });
    expect(await evaluateSensor(watching, { events: [{}] })).toEqual({ runs: [] });
    expect(seen).toEqual(["run_test"]);
    const asking = runStatusSensor("asking", { statuses: ["SUCCESS"] }, () => ({ runs: [{}] }));
    await expect(evaluateSensor(asking, { events: [{}] })).rejects.toThrow("has no target");
  });
});
