import { expect, test } from "vitest";
import { answer } from "./answer";

const ask = (given: unknown): unknown => JSON.parse(answer(JSON.stringify(given)));
const hourly = { kind: "hourly", start: "2021-11-07", timeZone: "America/Chicago" };
const daily = { kind: "daily", start: "2026-01-01" };

test.each<[unknown, unknown]>([
  [
    { op: "cronTicks", cron: "45 1 * * *", timeZone: "Europe/Berlin", start: "2023-10-28T01:45+02:00", count: 2 },
    ["2023-10-28T01:45+02:00", "2023-10-29T01:45+02:00"],
  ],
  [
    { op: "cronTicks", cron: ["0 0 * * *"], start: "2026-01-01T00:00", count: 2, reverse: true },
    ["2026-01-01T00:00+00:00", "2025-12-31T00:00+00:00"],
  ],
  [{ op: "cronTicks", cron: "* * * * *", start: "2026-01-01", count: 0 }, []],
  [{ op: "partitionKeys", partitions: { ...daily, end: null }, now: "2026-01-03" }, ["2026-01-01", "2026-01-02"]],
  [{ op: "hasPartitionKey", partitions: hourly, now: "2021-11-08", key: "2021-11-07-01:00-0600" }, true],
  [
    { op: "partitionWindow", partitions: hourly, key: "2021-11-07-01:00-0600" },
    { start: "2021-11-07T01:00-06:00", end: "2021-11-07T02:00-06:00" },
  ],
  [
    {
      op: "mapPartitions",
      downstream: daily,
      upstream: daily,
      startOffset: -1,
      keys: ["2026-01-02"],
      direction: "upstream",
      now: "2026-02-01",
    },
    ["2026-01-01", "2026-01-02"],
  ],
  [{ op: "parsePartitions", text: "[a...c], d*", keys: ["a", "b", "c", "d1"] }, ["a", "b", "c", "d1"]],
  [{ op: "selectAssets", expression: "key:b+", assets: [{ key: "c", deps: ["b"] }, { key: "b" }] }, ["b", "c"]],
  [
    { op: "retryDelay", policy: { delay: 1, backoff: "exponential", jitter: "plus-minus" }, attempt: 3, random: 0.5 },
    7,
  ],
  [
    {
      op: "admit",
      maxConcurrentRuns: 2,
      tagLimits: [{ key: "db", limit: 1 }],
      inProgress: [{ tags: { db: "x" } }],
      queued: [
        { id: 1, tags: { db: "y" } },
        { id: 2, tags: {} },
      ],
    },
    [2],
  ],
  [
    {
      op: "dueTicks",
      cron: ["0 * * * *"],
      timeZone: "Europe/London",
      runningSince: "2026-03-29T00:00+00:00",
      lastTickAt: null,
      now: "2026-03-29T03:00+01:00",
      catchUp: "none",
    },
    { launch: ["2026-03-29T03:00+01:00"], missed: ["2026-03-29T02:00+01:00"] },
  ],
  [
    {
      op: "freshness",
      policy: { failAfterSeconds: 3_600, warnAfterSeconds: 1_800 },
      activeSince: "2026-03-01T00:00+00:00",
      lastMaterializedAt: "2026-03-04T09:00+00:00",
      now: "2026-03-04T09:30+00:00",
    },
    "WARN",
  ],
  [
    {
      op: "freshness",
      policy: { deadline: "0 9 * * *", lowerBoundSeconds: 3_600, timeZone: "Europe/London" },
      activeSince: "2026-03-29T08:00+01:00",
      now: "2026-03-29T09:00+01:00",
    },
    "FAIL",
  ],
  [
    {
      op: "planBackfill",
      now: "2026-03-04T00:00+00:00",
      assets: [
        { key: "orders", deps: [], partitions: { kind: "daily", start: "2026-03-01" }, maxPartitionsPerRun: 2 },
        {
          key: "visits",
          deps: ["orders"],
          partitions: { kind: "daily", start: "2026-03-01" },
          maxPartitionsPerRun: "all",
        },
        { key: "report", deps: ["visits"] },
      ],
      targets: { orders: ["2026-03-01", "2026-03-02", "2026-03-03"], visits: ["2026-03-03"], report: null },
      failures: [{ asset: "visits", partition: "2026-03-03" }],
    },
    {
      waves: [
        [
          { assets: ["orders"], partitions: ["2026-03-01", "2026-03-02"] },
          { assets: ["orders", "visits"], partitions: ["2026-03-03"] },
        ],
      ],
      skipped: [{ asset: "report", because: { asset: "visits", partition: "2026-03-03" } }],
    },
  ],
])("%j", (given, value) => {
  expect(ask({ id: "case", ...(given as object) })).toEqual({ id: "case", ok: true, value });
});

test.each<[unknown, string]>([
  [{ op: "cronTicks", cron: "0 0 30 2 *", start: "2026-01-01", count: 1 }, "never runs"],
  [{ op: "partitionKeys", partitions: { kind: "fortnightly" }, now: "2026-01-01" }, "partitions.kind"],
  [{ op: "parsePartitions", text: "z", keys: ["a"] }, '"z"'],
  [{ op: "toString" }, "Unknown operation"],
  [{}, "Unknown operation"],
])("rejects %j with a reason", (given, error) => {
  expect(ask({ id: 7, ...(given as object) })).toMatchObject({
    id: 7,
    ok: false,
    error: expect.stringContaining(error),
  });
});

test("reports the position of a syntax error", () => {
  expect(ask({ id: 1, op: "selectAssets", expression: "*+", assets: [] })).toMatchObject({ ok: false, position: 1 });
  expect(ask({ id: 2, op: "parsePartitions", text: "a, [b...z]", keys: ["a", "b"] })).toMatchObject({
    ok: false,
    error: expect.stringContaining('Partition not found: "z".'),
    position: 8,
  });
});

test("answers an invalid line with one line", () => {
  for (const line of ["", "{", "null", "[1]", '"text"'])
    expect(JSON.parse(answer(line))).toMatchObject({ id: null, ok: false });
});
