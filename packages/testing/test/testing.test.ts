import { asset, fail, io } from "@millrace/sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { byPartition, evaluateSchedule, evaluateSensor, invoke, materialize, runJob } from "../src";
import * as shop from "./shop";

const warehouse = {
  query: () => [
    { id: "1", amount: 2 },
    { id: "2", amount: 3 },
  ],
};
const values = { "finance/rates": { EUR: 10 } };
const partition = "2026-01-02";

describe("materialize", () => {
  it("runs the assets and their upstream assets, with typed and serialized values", async () => {
    const result = await materialize([shop.revenue], { partition, resources: { warehouse }, values });
    expect(result.success).toBe(true);
    expect(result.steps).toEqual({ raw_orders: "success", revenue: "success" });
    const value = result.value("revenue");
    expectTypeOf(value).toEqualTypeOf<{ total: number; day: string; until: string }>();
    expect(value).toEqual({ total: 50, day: partition, until: "2026-01-03T00:00:00.000Z" });
    expect(result.metadata("revenue")).toEqual({ total: 50 });
    expect(result.logs).toEqual(["computed"]);
    // @ts-expect-error an asset that isn't in the list
    result.value("zzz");
  });

  it("accepts config, creates resources from variables, and names a missing variable", async () => {
    const result = await materialize([shop.revenue], {
      partition,
      values,
      variables: { PG_URL: "pg" },
      config: { revenue: { factor: 3 } },
    });
    expect(result.value("revenue").total).toBe(30);
    const without = await materialize([shop.rawOrders], { partition });
    expect(without.error()?.message).toContain("PG_URL");
    expect(() => without.value("raw_orders")).toThrow("PG_URL");
  });

  it("materializes only a selection and loads the rest from given values", async () => {
    const result = await materialize([shop.revenue], {
      partition,
      selection: "key:revenue",
      values: { ...values, raw_orders: [{ id: "x", amount: 7 }] },
    });
    expect(result.steps).toEqual({ revenue: "success" });
    expect(result.value("revenue").total).toBe(70);
  });

  it("validates given values of external assets against their schema", async () => {
    const result = await materialize([shop.revenue], {
      partition,
      resources: { warehouse },
      values: { "finance/rates": { USD: 1 } },
    });
    expect(result.error("revenue")).toMatchObject({ code: "INVALID_INPUT" });
  });

  it("skips the downstream assets of a failed blocking check", async () => {
    const result = await materialize([shop.after], {
      partition,
      resources: { warehouse: { query: () => [] } },
      values,
      checks: [shop.positive],
    });
    expect(result.steps).toEqual({
      raw_orders: "success",
      revenue: "success",
      "revenue/check:positive": "failure",
      after: "skipped",
    });
    expect(result.checks).toMatchObject([{ check: "positive", passed: false }]);
  });

  it("passes partitions of an upstream asset as lists and records", async () => {
    const one = (total: number, day: string) => ({ total, day, until: "" });
    const revenue = byPartition({ "2026-01-01": one(1, "a"), "2026-01-02": one(2, "b"), "2026-01-03": one(3, "c") });
    const result = await materialize([shop.monthly, shop.all], { values: { revenue } });
    expect(result.value("monthly")).toEqual([2, 3]);
    expect(result.value("all")).toEqual(["2026-01-01", "2026-01-02", "2026-01-03"]);
    const trailing = await materialize([shop.trailing], { partition: "2026-01-02", values: { revenue } });
    expect(trailing.value("trailing")).toEqual(["a", "b"]);
  });

  it("logs a failure's metadata with its message", async () => {
    const rejected = asset("rejected", {}, () => fail("rejected", { metadata: { status: 401 } }));
    const { events } = await materialize([rejected]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "log", level: "error", message: "rejected", fields: { status: 401 } }),
    );
  });

  it("passes bytes, retries without waiting, skips, and stores state", async () => {
    const result = await materialize([shop.blobSize, shop.blob, shop.flaky, shop.idle, shop.counter], {
      state: { counter: { seen: 4 } },
    });
    expect(result.value("blob_size")).toBe(3);
    expect(result.value("blob")).toEqual(Buffer.from([1, 2, 3]));
    expect(result.value("flaky")).toBe(3);
    expect(result.steps.idle).toBe("skipped");
    expect(result.state("counter")).toEqual({ seen: 5 });
  });
});

describe("a stream", () => {
  it("is passed on as its bytes arrive, and each reader receives all of it", async () => {
    const numbers = asset("numbers", { io: io.stream() }, async function* () {
      for (let number = 0; number < 1_000; number++) yield new TextEncoder().encode(`${number}\n`);
    });
    const lengthOf = async (stream: AsyncIterable<Uint8Array>) => {
      let length = 0;
      for await (const chunk of stream) length += chunk.byteLength;
      return length;
    };
    const one = asset("one", { deps: { numbers } }, ({ inputs }) => lengthOf(inputs.numbers));
    const two = asset("two", { deps: { numbers } }, ({ inputs }) => lengthOf(inputs.numbers));
    const result = await materialize([numbers, one, two]);
    expect([result.value("one"), result.value("two")]).toEqual([3_890, 3_890]);
  });
});

describe("an asset that returns undefined", () => {
  it("is loaded as undefined, in its own run and in later ones", async () => {
    const result = await materialize([shop.afterLoad]);
    expect(result.value("after_load")).toEqual({ got: true });
    const later = await materialize([shop.afterLoad], { values: { loaded: undefined } });
    expect(later.steps).toEqual({ after_load: "success" });
  });
});

describe("runJob", () => {
  it("runs a graph with a fan-out, and omits skipped items from the collected list", async () => {
    const result = await runJob(shop.ingest, { input: { prefix: "x/" } });
    expect(result.success).toBe(true);
    expect(result.output("sum")).toBe("total 3");
    expect(result.steps["measure[1]"]).toBe("skipped");
    // @ts-expect-error the input is typed
    await runJob(shop.ingest, { input: { prefix: 3 } });
  });

  it("calls the job's hooks after each step, and limits parallel steps", async () => {
    const result = await runJob(shop.watched);
    expect(result.success).toBe(false);
    expect(shop.hooked).toEqual(["fine ok", "bad: out of luck", "fine_2 ok"]);
    expect(result.events.map((event) => event.type).slice(0, 4)).toEqual([
      "stepStarted",
      "stepSucceeded",
      "stepStarted",
      "stepFailed",
    ]);
  });

  it("runs an asset job", async () => {
    expect((await runJob(shop.nightly)).output("blob_size")).toBe(3);
  });
});

describe("direct calls", () => {
  it("call a function with a context built from options", async () => {
    const metadata = {};
    const result = await invoke(shop.revenue, {
      inputs: { orders: [{ id: "a", amount: 4 }], rates: { EUR: 2 } },
      partition,
      metadata,
    });
    expectTypeOf(result).toEqualTypeOf<{ total: number; day: string; until: string }>();
    expect(result.total).toBe(8);
    expect(metadata).toEqual({ total: 8 });
    expect(await invoke(shop.measure, { input: "abc" })).toBe(3);
    expect(await invoke(shop.positive, { value: { total: 0 }, partition })).toMatchObject({ passed: false });
    await expect(invoke(shop.measure, { input: 3 })).rejects.toThrow('input of op "measure" is invalid');
  });
});

describe("schedules and sensors", () => {
  it("are evaluated at an instant and from a cursor", async () => {
    expect(await evaluateSchedule(shop.hourly, { at: "2026-01-02T03:00:00Z" })).toEqual({
      runs: [{ input: { prefix: "2026-01-02T03:00:00.000Z" }, tags: {} }],
    });
    expect(await evaluateSchedule(shop.weekdays, { at: "2026-01-04T08:00:00Z" })).toEqual({ runs: [], skip: "sunday" });
    expect(await evaluateSchedule(shop.daily8, { at: "2026-01-04T08:00:00Z" })).toEqual({
      runs: [{ tags: {}, partition: "2026-01-03" }],
    });
    expect(await evaluateSensor(shop.inbox, { cursor: { n: 6 }, resources: { warehouse } })).toEqual({
      cursor: { n: 7 },
      runs: [
        { runKey: "1", input: { prefix: "1" }, tags: {} },
        { runKey: "2", input: { prefix: "2" }, tags: {} },
      ],
    });
    await expect(evaluateSensor(shop.inbox, { cursor: { n: "x" }, resources: { warehouse } })).rejects.toThrow(
      'cursor of sensor "inbox"',
    );
  });
});
