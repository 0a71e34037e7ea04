import type { PartitionsSpec } from "@millrace/core/manifest";
import { orderByLongestDimension, partitionSet } from "@millrace/core/partitions";
import { createAssetReader, type Db, sql } from "@millrace/db";
import { getAssetPartitions } from "@millrace/services/assets";
import { measure } from "../measure";
import { atMost, durations } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { Metric } from "../report";

const SAMPLES = 50;
const NOW = new Date("2026-06-15T00:00:00Z");
const CUSTOMERS = 100_000;

const HOURS: PartitionsSpec = { kind: "hourly", start: "1969-06-01" };
const REGIONS: PartitionsSpec = { kind: "static", keys: Array.from({ length: 25 }, (_, n) => `r${n}`) };
/**
 * 57 years of hours; 20,000 hours for each of 25 regions; the maximum number of customers of a partition set, for each
 * of 5.
 */
const ASSETS: Readonly<Record<string, PartitionsSpec>> = {
  hours: HOURS,
  hours_by_region: {
    kind: "multi",
    dimensions: { hour: { kind: "hourly", start: "2024-03-04" }, region: REGIONS },
  },
  customers_by_region: {
    kind: "multi",
    dimensions: {
      customer: { kind: "dynamic", name: "customers" },
      region: { kind: "static", keys: ["af", "as", "eu", "na", "sa"] },
    },
  },
};

type BenchDeployment = Pick<BenchOrganization, "orgId" | "deploymentId">;

/** Measures the status of half a million partitions as a page or the API requests it: use case, store, and database. */
export async function partitionStatuses(db: Db, target: BenchDeployment): Promise<Metric[]> {
  await fill(db, target);
  const status = getAssetPartitions({ assets: createAssetReader(db), clock: { now: () => NOW } });
  const scope = { orgId: target.orgId, actor: { kind: "user", id: "usr_bench", name: "Bench" } } as const;
  const deployment = { id: target.deploymentId, name: "production" };
  const metrics: Metric[] = [];
  for (const key of Object.keys(ASSETS)) {
    // The first read aggregates the rows once.
    const { size, counts, segments, left } = await status(scope, deployment, { key });
    if (size < 499_000) throw new Error(`${key} has only ${size} partitions, which is too few`);
    if (counts.materialized === 0 || counts.failed === 0) throw new Error(`${key} has no partition statuses`);
    const samples = await measure(SAMPLES, () => status(scope, deployment, { key }));
    const note = `${size} partitions, ${segments.length + left.segments} ranges`;
    const id = `status-${key.replaceAll("_", "-")}`;
    const name = `status of an asset's partitions, ${key.replaceAll("_", " ")}`;
    metrics.push(durations({ id, name, target: "p50 ≤ 50 ms", note }, samples, atMost("p50", 50)));
  }
  return metrics;
}

/**
 * Inserts rows as runs would have written them: 450 of every 500 neighbors, every seventh interval failed. With several
 * dimensions, neighbors along the longest.
 */
async function fill(db: Db, { orgId, deploymentId }: BenchDeployment): Promise<void> {
  await db.execute(sql`
    insert into "DynamicPartition" ("orgId", "deploymentId", "set", "key", "addedBy")
    select ${orgId}, ${deploymentId}, 'customers', 'customer-' || n, 'bench' from generate_series(1, ${CUSTOMERS}::int) n
  `);
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => `customer-${n + 1}`);
  for (const [key, spec] of Object.entries(ASSETS)) {
    await db.execute(sql`
      insert into "Definition" ("orgId", "deploymentId", "kind", "key", "locationId", "versionId", "owners", "data")
      select ${orgId}, ${deploymentId}, 'asset', ${key}, "id", 'bench', '{}',
        ${JSON.stringify({ key, partitions: spec, deps: [] })}::jsonb
      from "CodeLocation" where "orgId" = ${orgId} limit 1
    `);
    await db.execute(sql`
      insert into "AssetState" ("orgId", "deploymentId", "asset") values (${orgId}, ${deploymentId}, ${key})
    `);
    const set = orderByLongestDimension(partitionSet(spec, { now: NOW.getTime(), dynamicKeys: { customers } }));
    const rows = 50_000;
    for (let from = 0; from < set.size; from += rows) {
      const numbers = Array.from({ length: Math.min(rows, set.size - from) }, (_, n) => from + n).filter(
        (n) => n % 500 < 450,
      );
      await db.execute(sql`
        insert into "AssetPartition" ("orgId", "deploymentId", "asset", "partition", "status", "at", "runId")
        select ${orgId}, ${deploymentId}, ${key}, "partition", "status", now(), 'run_bench'
        from unnest(${numbers.map((n) => set.keyAt(n))}::text[],
          ${numbers.map((n) => (Math.floor(n / 500) % 7 === 3 ? "FAILED" : "MATERIALIZED"))}::text[]) as row("partition", "status")
      `);
    }
  }
}
