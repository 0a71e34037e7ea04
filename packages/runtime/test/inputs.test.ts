import {
  asset,
  type CheckResult,
  check,
  daily,
  hourly,
  mapping,
  multiPartitions,
  staticPartitions,
} from "@millrace/sdk";
import { beforeEach, describe, expect, it } from "vitest";
import { RecordedValues, walk } from "./walk";

const day = daily({ start: "2026-01-01" });
const sales = asset("sales", { partitions: day }, ({ partition }) => ({ of: partition.key }));
const region = staticPartitions(["eu", "us"]);

describe("inputs from a partitioned asset", () => {
  let values: RecordedValues;
  const materialize = async (exports: Record<string, unknown>, keys: readonly string[], partition?: string) => {
    const partitionKeys = partition === undefined ? [] : [partition];
    const walked = await walk({ sales, ...exports }, { target: { kind: "assets", keys }, partitionKeys, values });
    expect(walked.done).toEqual({ outcome: "success" });
    return walked;
  };
  beforeEach(async () => {
    values = new RecordedValues();
    for (const key of ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-05"]) await materialize({}, ["sales"], key);
    values.reads.length = 0;
  });

  it("use the same partition if both assets share partitions", async () => {
    const report = asset("report", { deps: { sales }, partitions: day }, ({ inputs }) => inputs.sales.of);
    const walked = await materialize({ report }, ["report"], "2026-01-02");
    expect(walked.value("report")).toBe("2026-01-02");
    expect(walked.reads).toEqual(["sales[2026-01-02]"]);
  });

  it("are the last partitions that have a value, oldest first", async () => {
    const last = asset("last", { deps: { days: sales.lastPartitions(2) } }, ({ inputs }) =>
      inputs.days.map((one) => one.of),
    );
    expect((await materialize({ last }, ["last"])).value("last")).toEqual(["2026-01-03", "2026-01-05"]);
  });

  it("are the last ones up to the current partition if both assets share partitions, including this run's", async () => {
    const trailing = asset("trailing", { deps: { days: sales.lastPartitions(3) }, partitions: day }, ({ inputs }) =>
      inputs.days.map((one) => one.of),
    );
    expect((await materialize({ trailing }, ["trailing"], "2026-01-03")).value("trailing")).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
    ]);
    expect((await materialize({ trailing }, ["sales", "trailing"], "2026-01-04")).value("trailing")).toEqual([
      "2026-01-02",
      "2026-01-03",
      "2026-01-04",
    ]);
  });

  it("are all partitions that have a value, by key", async () => {
    const all = asset("all", { deps: { days: sales.allPartitions() } }, ({ inputs }) => inputs.days);
    expect(Object.keys((await materialize({ all }, ["all"])).value("all") as object)).toEqual([
      "2026-01-01",
      "2026-01-02",
      "2026-01-03",
      "2026-01-05",
    ]);
  });

  it("are the mapped partitions that have a value", async () => {
    const before = asset(
      "before",
      { deps: { days: sales.mapped(mapping.timeWindow({ startOffset: -2, endOffset: -1 })) }, partitions: day },
      ({ inputs }) => Object.keys(inputs.days),
    );
    expect((await materialize({ before }, ["before"], "2026-01-05")).value("before")).toEqual(["2026-01-03"]);
  });

  it("are not loaded for ordering-only dependencies", async () => {
    const gated = asset("gated", { deps: { gate: sales.ordered() }, partitions: day }, ({ inputs }) => ({
      got: inputs.gate === undefined,
    }));
    const walked = await materialize({ gated }, ["sales", "gated"], "2026-01-04");
    expect(walked.value("gated")).toEqual({ got: true });
    expect(walked.reads).toEqual([]);
    expect(walked.story.indexOf("stepSucceeded sales")).toBeLessThan(walked.story.indexOf("stepStarted gated"));
  });

  it("fail, naming the asset, if the value is missing or several match", async () => {
    const report = asset("report", { deps: { sales }, partitions: day }, ({ inputs }) => inputs.sales.of);
    const missing = await walk(
      { sales, report },
      { target: { kind: "assets", keys: ["report"] }, partitionKeys: ["2026-01-09"], values },
    );
    expect(missing.done.error?.message).toBe(
      'asset "report" reads partition "2026-01-09" of asset "sales", which has no stored value. Materialize it first.',
    );
    const whole = asset("whole", { deps: { sales } }, ({ inputs }) => inputs.sales.of);
    const many = await walk({ sales, whole }, { target: { kind: "assets", keys: ["whole"] }, values });
    expect(many.done.error).toMatchObject({ code: "MANY_PARTITIONS" });
  });
});

describe("the partition of a step", () => {
  it("has the run's keys, their range, and the window from the first to the last", async () => {
    const seen: unknown[] = [];
    const loaded = asset("loaded", { partitions: day }, ({ partition }) => void seen.push(partition));
    await walk({ loaded }, { partitionKeys: ["2026-01-02", "2026-01-03"] });
    expect(seen).toEqual([
      {
        key: "2026-01-02",
        keys: ["2026-01-02", "2026-01-03"],
        range: { start: "2026-01-02", end: "2026-01-03" },
        window: { start: new Date("2026-01-02T00:00Z"), end: new Date("2026-01-04T00:00Z") },
      },
    ]);
  });

  it("has the key in each of several dimensions, and the window of the only one with windows", async () => {
    const seen: { dimensions: unknown; window?: unknown }[] = [];
    const parts = multiPartitions({ region, day, tier: staticPartitions(["free", "paid"]) });
    const cube = asset("cube", { partitions: parts }, ({ partition }) => void seen.push(partition));
    await walk({ cube }, { partitionKeys: ["2026-01-02|us|paid"] });
    expect(seen).toMatchObject([
      {
        dimensions: { day: "2026-01-02", region: "us", tier: "paid" },
        window: { start: new Date("2026-01-02T00:00Z"), end: new Date("2026-01-03T00:00Z") },
      },
    ]);
    const hours = multiPartitions({ day, hour: hourly({ start: "2026-01-01" }) });
    const grid = asset("grid", { partitions: hours }, ({ partition }) => void seen.push(partition));
    await walk({ grid }, { partitionKeys: ["2026-01-02|2026-01-02-03:00"] });
    expect(seen[1]).not.toHaveProperty("window");
  });
});

describe("checks of a run of several partitions", () => {
  const days = ["2026-01-02", "2026-01-03"];
  const bare = asset("bare", { partitions: day }, ({ metadata }) => metadata({ rows: 1 }));

  it("get no value from an asset that returns none, and report each partition, without reading storage", async () => {
    const seen: unknown[] = [];
    const fine = check(bare, "fine", {}, ({ value }) => {
      seen.push(value);
      return { passed: true };
    });
    const walked = await walk({ bare, fine }, { partitionKeys: days, values: new RecordedValues() });
    expect(walked.done).toEqual({ outcome: "success" });
    expect(seen).toEqual([undefined]);
    expect(walked.reads).toEqual([]);
    const results = walked.events.filter((event) => event.type === "checkResult");
    expect(results.map((event) => event.partition)).toEqual(days);
  });
});

describe("checks between an asset and its readers", () => {
  const orders = asset("orders", {}, () => [1, 2]);
  const report = asset("report", { deps: { orders } }, ({ inputs }) => inputs.orders.length);
  const other = asset("other", {}, () => 1);
  const ends = async (options: object, run: () => CheckResult) => {
    const walked = await walk({ orders, report, other, sound: check(orders, "sound", options, run) });
    return { outcome: walked.done.outcome, ...Object.fromEntries(walked.statuses) };
  };
  const failed = () => ({ passed: false, message: "too few" });

  it("skip everything downstream, and nothing else, when a blocking one fails", async () => {
    expect(await ends({ blocking: true }, failed)).toEqual({
      outcome: "failure",
      orders: "SUCCESS",
      other: "SUCCESS",
      "orders/check:sound": "FAILURE",
      report: "SKIPPED",
    });
  });

  it.each([
    ["passes", { blocking: true }, () => ({ passed: true })],
    ["only warns", { blocking: true, severity: "warn" }, failed],
    ["does not block", {}, failed],
  ])("don't block when one %s", async (_, options, run) => {
    expect(await ends(options, run)).toMatchObject({ outcome: "success", report: "SUCCESS" });
  });

  it("block when a blocking one throws", async () => {
    const thrown = () => {
      throw new Error("no connection");
    };
    expect(await ends({ blocking: true }, thrown)).toMatchObject({ outcome: "failure", report: "SKIPPED" });
    expect(await ends({}, thrown)).toMatchObject({ outcome: "failure", report: "SUCCESS" });
  });
});
