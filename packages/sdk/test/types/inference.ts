/** Type inference goals of the SDK: this file compiles if they hold. It never runs. */

import {
  asset,
  assetJob,
  auto,
  check,
  daily,
  externalAsset,
  hourly,
  type IoManager,
  io,
  job,
  multiPartitions,
  op,
  type PartitionState,
  resource,
  type State,
  schedule,
  sensor,
  staticPartitions,
} from "@millrace/sdk";
import { z } from "zod";
import { typed } from "./typed";

export const warehouse = resource({
  name: "warehouse",
  config: z.object({ url: z.string(), maxConns: z.number().default(5) }),
  create: ({ config }) => ({
    query: async <T>(_sql: string): Promise<T[]> => (config.maxConns > 0 ? [] : []),
    close: async () => {},
  }),
  dispose: (w) => w.close(),
});

const day = daily({ start: "2026-01-01", timeZone: "Europe/London" });
export const rawOrders = asset(
  "raw_orders",
  {
    partitions: day,
    resources: { warehouse },
    owners: ["team:ingest"],
    pool: "warehouse",
    retry: { max: 3, delay: "30s", backoff: "exponential", jitter: "full" },
  },
  async ({ partition, resources, log }) => {
    log.info("loading", { day: partition.key });
    typed<typeof partition.window.start, Date>(true);
    return resources.warehouse.query<{ id: string; amount: number }>(
      `select * from orders where day='${partition.key}'`,
    );
  },
);

export const fxRates = asset("fx_rates", { owners: ["fx@example.com"] }, async () => ({ EUR: 1.08, GBP: 1.27 }));

export const revenue = asset(
  "revenue",
  {
    deps: { orders: rawOrders, fx: fxRates },
    partitions: day,
    config: z.object({ currency: z.enum(["EUR", "GBP"]).default("EUR") }),
    freshness: { failAfter: "26h" },
    automation: auto.eager(),
    owners: ["team:finance"],
  },
  ({ inputs, config }) => {
    typed<typeof inputs.orders, { id: string; amount: number }[]>(true);
    typed<typeof config.currency, "EUR" | "GBP">(true);
    return { total: inputs.orders.reduce((s, o) => s + o.amount, 0) * inputs.fx[config.currency] };
  },
);

export const monthly = asset(
  "monthly",
  { deps: { days: revenue.lastPartitions(31), gate: fxRates.ordered() } },
  ({ inputs }) => {
    typed<typeof inputs.days, { total: number }[]>(true);
    typed<typeof inputs.gate, void>(true);
    return { n: inputs.days.length };
  },
);

export const byRegion = asset("by_region", { partitions: staticPartitions(["us", "eu"]) }, ({ partition }) => {
  typed<typeof partition.key, "us" | "eu">(true);
  return { region: partition.key };
});

export const revenuePositive = check(
  revenue,
  "positive",
  { severity: "error", blocking: true },
  ({ value, partition }) => {
    typed<typeof value, { total: number }>(true);
    typed<typeof partition.key, string>(true);
    return { passed: value.total > 0, metadata: { total: value.total } };
  },
);

const listFiles = op(
  "list_files",
  { input: z.object({ prefix: z.string(), limit: z.number().default(10) }) },
  async ({ input }) => {
    typed<typeof input.limit, number>(true);
    return [`${input.prefix}/a`];
  },
);
const loadFile = op("load_file", { input: z.string(), retry: { max: 2 } }, async ({ input }) => ({
  file: input,
  rows: 1,
}));
const publish = op(
  "publish",
  { input: z.object({ results: z.array(z.object({ file: z.string(), rows: z.number() })), note: z.string() }) },
  async () => null,
);
export const ingest = job(
  "ingest",
  { input: z.object({ prefix: z.string() }), owners: ["team:ingest"], concurrency: { limit: 1 } },
  (g) => {
    const files = g.call(listFiles, { prefix: g.pick(g.input, "prefix") });
    const loaded = g.map(files, loadFile, { concurrency: 5 });
    g.call(publish, { results: loaded, note: "ok" });
    // @ts-expect-error wrong shape wired
    g.call(publish, { results: files, note: "ok" });
    // @ts-expect-error missing input
    g.call(publish);
  },
);
export const nightly = assetJob("nightly", { select: "group:finance+ and not tag:slow=true" });
export const s1 = schedule("nightly_0200", {
  cron: "0 2 * * *",
  timeZone: "Europe/London",
  target: nightly,
  catchUp: "latest",
});
export const s2 = schedule("ingest_hourly", {
  cron: "0 * * * *",
  timeZone: "UTC",
  target: ingest,
  input: (t) => ({ prefix: t.scheduledAt.toISOString() }),
});
// @ts-expect-error input of the wrong type
schedule("bad", { cron: "0 * * * *", timeZone: "UTC", target: ingest, input: { prefix: 3 } });

export const inbox = sensor(
  "inbox",
  {
    target: ingest,
    every: "30s",
    cursor: z.object({ since: z.string() }),
    initial: { since: "" },
    resources: { warehouse },
  },
  async ({ cursor, resources, now }) => {
    const rows = await resources.warehouse.query<{ path: string; at: string }>(
      `select path, at from inbox where at > ${cursor.since}`,
    );
    return {
      cursor: { since: rows.at(-1)?.at ?? cursor.since },
      runs: rows.map((r) => ({ runKey: r.path, input: { prefix: r.path } })),
      skip: rows.length ? undefined : `nothing new at ${now.toISOString()}`,
    };
  },
);

// negative tests
// @ts-expect-error owners must be team:x or an email address
asset("x1", { owners: ["finance"] }, () => 1);
// @ts-expect-error duration literal
asset("x2", { timeout: "10 minutes" }, () => 1);
// @ts-expect-error Date output is rejected, not rewritten
asset("x3", {}, () => ({ at: new Date() }));
asset("x4", { deps: { fx: fxRates } }, ({ inputs }) => {
  // @ts-expect-error unknown input, which must be the only error reported
  return inputs.nope;
});
// @ts-expect-error an unpartitioned asset has no partition key
asset("x5", {}, ({ partition }) => partition.key);

declare const dateIo: IoManager<{ at: Date }>;
export const stored = asset("stored", { io: dateIo }, () => ({ at: new Date() })); // an IO manager lifts the JSON rule
// @ts-expect-error the IO manager stores another type
asset("x6", { io: dateIo }, () => ({ at: 5 }));
export const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
export const converted = asset("converted", { deps: { rates }, alerts: { after: 3 } }, ({ inputs }) => {
  typed<typeof inputs.rates, { EUR: number }>(true);
  return inputs.rates.EUR;
});

export const filed = asset("filed", { deps: { rates }, io: io.files() }, ({ inputs }) => ({
  path: `/tmp/${inputs.rates.EUR}`,
}));
export const lines = asset("lines", { deps: { filed } }, ({ inputs }) => {
  typed<typeof inputs.filed, { readonly path: string; readonly name?: string }>(true);
  return inputs.filed.path.length;
});

const region = staticPartitions(["us", "eu"]);
export const byDayAndRegion = asset(
  "by_day_and_region",
  { partitions: multiPartitions({ day, region }) },
  ({ partition }) => {
    typed<typeof partition.dimensions, { readonly day: string; readonly region: "us" | "eu" }>(true);
    typed<typeof partition.window.end, Date>(true);
    typed<typeof partition.keys, readonly string[]>(true);
    typed<typeof partition.range.end, string>(true);
    return partition.dimensions.region;
  },
);
asset(
  "x7",
  { partitions: multiPartitions({ region, tier: staticPartitions(["gold", "free"]) }) },
  // @ts-expect-error no dimension has time windows
  ({ partition }) => partition.window.start.toISOString(),
);
asset(
  "x8",
  { partitions: multiPartitions({ day, hour: hourly({ start: "2026-01-01" }) }) },
  // @ts-expect-error two dimensions have time windows, so a key belongs to neither alone
  ({ partition }) => partition.window.start.toISOString(),
);
asset(
  "x9",
  { partitions: region },
  // @ts-expect-error static partitions have no dimensions
  ({ partition }) => partition.dimensions,
);
export const ranged = asset("ranged", { partitions: region }, ({ partition }) => {
  typed<typeof partition.range.start, "us" | "eu">(true);
  return partition.keys.length;
});

// Types that refer to themselves, such as JSON from database clients, and trees.
type ClientJson = null | boolean | number | string | ClientJson[] | { [key: string]: ClientJson };
declare const rows: Record<string, ClientJson>[];
export const queried = asset("queried", {}, async () => rows);
export const answered = op("answered", {}, () => rows);
interface Tree {
  readonly value: number;
  readonly children: Tree[];
}
declare const tree: Tree;
export const grown = asset("grown", {}, () => tree);
interface DatedTree {
  readonly at: Date;
  readonly children: DatedTree[];
}
declare const datedTree: DatedTree;
// @ts-expect-error Date is not JSON: return date.toISOString(), or set `io`
export const dated = asset("dated", {}, () => datedTree);

// A function that creates assets: the value it returns can depend on its type parameters.
export const made = <Name extends string, Row extends object>(name: Name, found: Row[]) =>
  asset(`raw/${name}`, {}, async () => found.map((row) => ({ name, row })));
typed<ReturnType<typeof made<"a", { n: 1 }>>["key"], "raw/a">(true);

interface Cursor {
  readonly id: number;
}
declare const cursor: Cursor;
export const counted = asset("counted", {}, ({ state }) => {
  typed<typeof state, State>(true);
  state.set("cursor", cursor); // an interface is JSON too
  typed<ReturnType<typeof state.get<Cursor>>, Cursor | undefined>(true);
  // @ts-expect-error an asset without partitions has a single state
  state.asset;
  // @ts-expect-error Date is not JSON: give date.toISOString()
  state.set("at", new Date());
  // @ts-expect-error undefined isn't valid JSON. Use null.
  state.set("at", [1].at(0));
});
export const perRegion = asset("per_region", { partitions: staticPartitions(["us", "eu"]) }, ({ state, partition }) => {
  typed<typeof state, PartitionState<"us" | "eu">>(true);
  state.set("page", 1);
  state.asset.set("total", 2);
  for (const key of partition.keys) state.partition(key).set("page", 1);
  // @ts-expect-error unknown partition
  state.partition("asia");
});
// @ts-expect-error ops have no state
op("stateful", {}, ({ state }) => state);
// @ts-expect-error checks have no state
check(revenue, "stateful", {}, ({ state }) => ({ passed: Boolean(state) }));
