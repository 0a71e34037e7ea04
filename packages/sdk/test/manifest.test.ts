import { Manifest, validateManifest } from "@millrace/core/manifest";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import {
  asset,
  assetJob,
  auto,
  check,
  collectDefinitions,
  daily,
  defineLocation,
  env,
  externalAsset,
  io,
  job,
  mapping,
  op,
  resource,
  schedule,
  sensor,
  toManifest,
} from "../src";

const pg = resource({
  name: "pg",
  config: z.object({ url: z.string(), max: z.number().default(5) }),
  create: ({ config }) => config.url,
});
const location = defineLocation({ resources: { pg: { url: env("PG_URL"), max: env.int("PG_MAX", { default: 3 }) } } });
const day = daily({ start: "2026-01-01", timeZone: "Europe/London" });
const orders = asset(
  "orders",
  {
    partitions: day,
    resources: { warehouse: pg },
    owners: ["team:ingest"],
    pool: "pg",
    retry: { max: 3, delay: "30s", backoff: "exponential", jitter: "full" },
    timeout: "5m",
  },
  () => [1],
);
const rates = externalAsset("finance/rates", z.number());
const revenue = asset(
  "revenue",
  {
    deps: {
      orders,
      rates,
      before: orders.mapped(mapping.timeWindow({ startOffset: -1 })),
      gate: orders.ordered(),
      last: orders.lastPartitions(3),
    },
    partitions: day,
    config: z.object({ currency: z.enum(["EUR", "GBP"]).default("EUR") }),
    freshness: { failAfter: "26h" },
    automation: auto.onCron("0 6 * * *", "Europe/London"),
    group: "finance",
    io: io.json<number>(),
    codeVersion: "2",
  },
  () => 1,
);
const positive = check(revenue, "positive", { blocking: true }, ({ value }) => ({ passed: value > 0 }));
const load = op("load", { input: z.object({ n: z.number() }) }, ({ input }) => input.n);
const ingest = job(
  "ingest",
  { input: z.object({ n: z.number() }), concurrency: { limit: 1 }, hooks: { failure: () => {} }, parallelSteps: 2 },
  (g) => void g.call(load, g.input),
);
const nightly = assetJob("nightly", { select: [orders, revenue] });
const hourly = schedule("hourly", {
  cron: ["0 * * * *", "30 6 * * *"],
  target: ingest,
  input: { n: 1 },
  catchUp: "latest",
});
const inbox = sensor(
  "inbox",
  { target: nightly, every: "5s", cursor: z.object({ since: z.string() }), initial: { since: "" } },
  ({ cursor }) => ({ cursor }),
);
const modules = {
  "src/orders.ts": { orders, location },
  "src/finance.ts": { revenue, positive, all: [hourly, inbox], note: "not a definition" },
};

describe("collectDefinitions", () => {
  it("finds exported values and lists, and the definitions they use", () => {
    const found = collectDefinitions(modules);
    expect([...found.assets.keys()]).toEqual(["orders", "revenue", "finance/rates"]);
    expect([...found.jobs.keys()]).toEqual(["ingest", "nightly"]);
    expect([...found.ops.keys()]).toEqual(["load"]);
    expect([...found.resources.keys()]).toEqual(["pg"]);
    expect(found.files.get(revenue)).toBe("src/finance.ts");
  });

  it("finds members of exported lists, records, and modules, one level deep", () => {
    const made = (key: string) => asset(key, {}, () => 1);
    const tables = { customers: made("raw/customers"), products: made("raw/products") };
    const namespace = Object.assign(Object.create(null) as object, { shops: made("raw/shops") });
    const deeper = { inner: { hidden: made("raw/hidden") }, text: "x" };
    const found = collectDefinitions({ "src/raw.ts": { tables, list: [made("raw/t_1")], namespace, deeper } });
    expect([...found.assets.keys()]).toEqual(["raw/customers", "raw/products", "raw/t_1", "raw/shops"]);
    expect(found.files.get(tables.products)).toBe("src/raw.ts");
  });

  it("accepts one definition exported from several modules, and rejects two with the same name, naming both files", () => {
    expect(collectDefinitions({ "a.ts": { orders }, "b.ts": { orders } }).assets.size).toBe(1);
    const twin = asset("orders", {}, () => 1);
    expect(() => collectDefinitions({ "a.ts": { orders }, "b.ts": { twin } })).toThrow(
      'asset "orders" is defined in a.ts and in b.ts: rename one',
    );
  });

  it("explains externalAsset when it names an asset of this location or is declared twice", () => {
    const external = externalAsset("orders", z.number());
    expect(() => collectDefinitions({ "a.ts": { orders }, "b.ts": { external } })).toThrow(
      'asset "orders" is defined in a.ts and in b.ts, once as externalAsset. Import the asset itself',
    );
    const again = externalAsset("orders", z.number());
    expect(() => collectDefinitions({ "a.ts": { external }, "b.ts": { again } })).toThrow(
      'externalAsset("orders") is declared in a.ts and in b.ts. Keep one and import it.',
    );
  });

  it("requires upstream assets to be exported", () => {
    expect(() => collectDefinitions({ "src/finance.ts": { revenue } })).toThrow(
      `deps.orders is asset "orders", which isn't exported. Export it.`,
    );
  });
});

describe("toManifest", () => {
  const manifest = toManifest(collectDefinitions(modules));

  it("returns a valid manifest", () => {
    expect(Manifest.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(JSON.parse(JSON.stringify(manifest)));
    expect(validateManifest(manifest)).toEqual([]);
  });

  it("describes assets", () => {
    expect(manifest.assets.find((one) => one.key === "orders")).toMatchObject({
      retry: { max: 3, delayMs: 30_000, backoff: "exponential", jitter: "full" },
      timeoutMs: 300_000,
      resources: ["pg"],
      partitions: { kind: "daily", start: "2026-01-01", timeZone: "Europe/London" },
      external: false,
      source: { file: "src/orders.ts" },
    });
    expect(manifest.assets.find((one) => one.key === "revenue")).toMatchObject({
      deps: [
        { input: "orders", asset: "orders", view: "value" },
        { input: "rates", asset: "finance/rates", view: "value" },
        {
          input: "before",
          asset: "orders",
          view: "allPartitions",
          mapping: { kind: "timeWindow", startOffset: -1, endOffset: 0 },
        },
        { input: "gate", asset: "orders", view: "ordered" },
        { input: "last", asset: "orders", view: "lastPartitions", count: 3 },
      ],
      config: { type: "object", properties: { currency: { enum: ["EUR", "GBP"], default: "EUR" } } },
      freshness: { failAfterMs: 93_600_000 },
      automation: { kind: "onCron", cron: "0 6 * * *", timeZone: "Europe/London" },
      codeVersion: "2",
    });
    expect(manifest.assets.find((one) => one.key === "finance/rates")).toMatchObject({ external: true });
    expect(manifest.checks).toMatchObject([{ asset: "revenue", name: "positive", blocking: true, severity: "error" }]);
  });

  it("describes jobs, schedules and sensors", () => {
    expect(manifest.jobs).toMatchObject([
      {
        name: "ingest",
        concurrency: { limit: 1 },
        hooks: { success: false, failure: true },
        parallelStepsMax: 2,
        nodes: [{ node: "load", input: { from: "input", path: [] } }],
      },
      { name: "nightly", select: 'key:"orders" or key:"revenue"' },
    ]);
    expect(manifest.schedules).toMatchObject([
      { crons: ["0 * * * *", "30 6 * * *"], job: "ingest", catchUp: "latest", defaultStatus: "stopped" },
    ]);
    expect(manifest.sensors).toMatchObject([{ name: "inbox", everyMs: 5_000, job: "nightly" }]);
  });

  it("lists the variables that resources read, and the assets and ops that use them", () => {
    expect(manifest.env).toEqual([
      { name: "PG_URL", type: "string", optional: false, usedBy: ["pg"] },
      { name: "PG_MAX", type: "int", optional: true, usedBy: ["pg"] },
    ]);
    expect(manifest.resources).toMatchObject([
      { name: "pg", env: ["PG_URL", "PG_MAX"], config: { required: ["url"] } },
    ]);
  });

  it("names the definition whose schema is of zod 3, and the fix", () => {
    const old = asset("old", { config: z3.object({ limit: z3.number() }) as never }, () => 1);
    expect(() => toManifest(collectDefinitions({ "a.ts": { old } }))).toThrow(
      /asset "old" config: .*npm install zod@4/,
    );
  });

  it("names the definition whose schema can't be converted to JSON Schema", () => {
    const dated = asset("dated", { config: z.object({ at: z.date() }) }, () => 1);
    expect(() => toManifest(collectDefinitions({ "a.ts": { dated } }))).toThrow(
      `asset "dated" config: its schema can't be converted to JSON Schema`,
    );
  });
});
