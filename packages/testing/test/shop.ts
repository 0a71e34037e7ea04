import {
  asset,
  assetJob,
  check,
  daily,
  env,
  externalAsset,
  fail,
  io,
  job,
  op,
  resource,
  schedule,
  sensor,
  skip,
} from "@millrace/sdk";
import { z } from "zod";

export const warehouse = resource({
  name: "warehouse",
  config: z.object({ url: z.string() }),
  values: { url: env("PG_URL") },
  create: ({ config }) => ({ query: (day: string) => [{ id: `${config.url}/${day}`, amount: 1 }] }),
});
export const day = daily({ start: "2026-01-01" });
export const rawOrders = asset(
  "raw_orders",
  { partitions: day, resources: { warehouse } },
  ({ partition, resources }) => resources.warehouse.query(partition.key),
);
export const rates = externalAsset("finance/rates", z.object({ EUR: z.number() }));
export const revenue = asset(
  "revenue",
  { deps: { orders: rawOrders, rates }, partitions: day, config: z.object({ factor: z.number().default(1) }) },
  ({ inputs, config, metadata, log, partition }) => {
    const total = inputs.orders.reduce((sum, order) => sum + order.amount, 0) * inputs.rates.EUR * config.factor;
    metadata({ total });
    log.info("computed");
    return { total, day: partition.key, until: partition.window.end.toISOString() };
  },
);
export const monthly = asset("monthly", { deps: { days: revenue.lastPartitions(2) } }, ({ inputs }) =>
  inputs.days.map((one) => one.total),
);
export const trailing = asset(
  "trailing",
  { deps: { days: revenue.lastPartitions(2) }, partitions: day },
  ({ inputs }) => inputs.days.map((one) => one.day),
);
export const all = asset("all", { deps: { days: revenue.allPartitions() } }, ({ inputs }) => Object.keys(inputs.days));
export const positive = check(revenue, "positive", { blocking: true }, ({ value }) => ({
  passed: value.total > 0,
  metadata: { total: value.total },
}));
export const after = asset("after", { deps: { revenue }, partitions: day }, ({ inputs }) => inputs.revenue.total);
export const blob = asset("blob", { io: io.bytes() }, () => new Uint8Array([1, 2, 3]));
export const blobSize = asset("blob_size", { deps: { blob } }, ({ inputs }) => inputs.blob.length);
export const flaky = asset("flaky", { retry: { max: 3, delay: "1h" } }, ({ attempt }) =>
  attempt < 3 ? fail(`attempt ${attempt}`) : attempt,
);
export const idle = asset("idle", {}, () => skip("nothing new"));
export const counter = asset("counter", {}, ({ state }) => {
  const seen = state.get<number>("seen") ?? 0;
  state.set("seen", seen + 1);
  return seen;
});

const list = op("list", { input: z.object({ prefix: z.string() }) }, ({ input }) => [
  `${input.prefix}a`,
  `${input.prefix}b`,
]);
export const measure = op("measure", { input: z.string() }, ({ input }) =>
  input.endsWith("b") ? skip("b is known") : input.length,
);
const sum = op(
  "sum",
  { input: z.object({ lengths: z.array(z.number()), label: z.string().default("total") }) },
  ({ input }) => `${input.label} ${input.lengths.join("+")}`,
);
export const ingest = job("ingest", { input: z.object({ prefix: z.string() }) }, (g) => {
  g.call(sum, { lengths: g.map(g.call(list, g.input), measure) });
});
export const nightly = assetJob("nightly", { select: [blob, blobSize] });
export const hourly = schedule("hourly", {
  cron: "0 * * * *",
  target: ingest,
  input: (tick) => ({ prefix: tick.scheduledAt.toISOString() }),
});
export const weekdays = schedule("weekdays", { cron: "0 8 * * *", target: ingest }, ({ scheduledAt }) =>
  scheduledAt.getUTCDay() === 0 ? { skip: "sunday" } : [{ runKey: "one", input: { prefix: "p" } }],
);
export const inbox = sensor(
  "inbox",
  { target: ingest, cursor: z.object({ n: z.number() }), initial: { n: 0 }, resources: { warehouse } },
  ({ cursor, resources }) => ({
    cursor: { n: cursor.n + 1 },
    runs: resources.warehouse.query("x").map((row) => ({ runKey: row.id, input: { prefix: row.id } })),
  }),
);

export const daily8 = schedule("daily8", {
  cron: "0 8 * * *",
  target: assetJob("orders_daily", { select: [rawOrders] }),
});

export const hooked: string[] = [];
const fine = op("fine", {}, () => 1);
const bad = op("bad", {}, () => fail("out of luck"));
export const watched = job(
  "watched",
  {
    hooks: {
      success: ({ step }) => void hooked.push(`${step} ok`),
      failure: ({ step, error }) => void hooked.push(`${step}: ${error?.message}`),
    },
    parallelSteps: 1,
  },
  (g) => {
    g.call(fine);
    g.call(bad);
    g.call(fine);
  },
);

export const loaded = asset("loaded", {}, () => {});
export const afterLoad = asset("after_load", { deps: { loaded } }, ({ inputs }) => ({
  got: inputs.loaded === undefined,
}));
