import type { PartitionsSpec } from "@millrace/core/manifest";
import type { ChangedSet, PartitionChanges } from "@millrace/core/partitions";
import { keyedLock } from "../../locks";
import { type Queryable, sql } from "../../sql";
import type { DeploymentRef } from "./dynamic-keys";

/** Changes by the name of their set, who makes them, and the assets that the transaction writes to afterwards. */
export type DynamicKeyChanges = {
  readonly sets: ReadonlyMap<string, PartitionChanges>;
  readonly by: string;
  readonly assets?: readonly string[];
  /** Keys that a set takes; those beyond are left out. */
  readonly sizeMax?: number;
};

/**
 * Adds and deletes keys of named sets; keys that are there, or are not, change nothing. With a key go the statuses,
 * values and state of its partitions; materializations stay in the history. Sets and then assets are locked in the order of their
 * names, as by all writers.
 */
export async function changeDynamicKeys(
  tx: Queryable,
  deployment: DeploymentRef,
  { sets, by, assets = [], sizeMax }: DynamicKeyChanges,
): Promise<Map<string, ChangedSet>> {
  const ordered = [...sets].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [set] of ordered) await lockSet(tx, deployment, set);

  const deleting = ordered.filter(([, changes]) => changes.delete?.length).map(([set]) => set);
  const users = await lockUsers(tx, deployment, deleting, assets);
  const changed = new Map<string, ChangedSet>();
  for (const [set, changes] of ordered) {
    const deleted = await deleteKeys(tx, deployment, set, changes.delete ?? []);
    if (deleted > 0) for (const user of users) await deletePartitions(tx, deployment, user, set, changes.delete ?? []);
    const size = await countKeys(tx, deployment, set);
    const keys = changes.add ?? [];
    const added = await addKeys(
      tx,
      deployment,
      set,
      sizeMax === undefined ? keys : keys.slice(0, Math.max(0, sizeMax - size)),
      by,
    );
    changed.set(set, { added, deleted, size: size + added });
  }
  return changed;
}

const lockSet = (tx: Queryable, { orgId, deploymentId }: DeploymentRef, set: string) =>
  tx.execute(keyedLock("partitionSet", orgId, deploymentId, set));

type User = { asset: string; spec: PartitionsSpec };

/** The assets that some sets partition; their states stay locked, and so do those of the given assets. */
async function lockUsers(
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  sets: readonly string[],
  assets: readonly string[],
): Promise<User[]> {
  if (sets.length === 0) return [];
  const users = await tx.query<User>(sql`
    select "key" as "asset", "data"->'partitions' as "spec" from "Definition"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "kind" = 'asset'
      and jsonb_path_exists("data"->'partitions', '$.** ? (@.kind == "dynamic")')
  `);
  await tx.query(sql`
    select 1 as "locked" from "AssetState" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
      and "asset" = any(${[...users.map((it) => it.asset), ...assets]}::text[])
    order by "asset" for update
  `);
  return users;
}

const addKeys = (
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  set: string,
  keys: readonly string[],
  by: string,
) =>
  tx.execute(sql`
    insert into "DynamicPartition" ("orgId", "deploymentId", "set", "key", "addedBy")
    select ${orgId}, ${deploymentId}, ${set}, given."key", ${by}
    from unnest(${[...keys]}::text[]) with ordinality as given("key", "ordinal") order by given."ordinal"
    on conflict do nothing
  `);

const deleteKeys = (tx: Queryable, { orgId, deploymentId }: DeploymentRef, set: string, keys: readonly string[]) =>
  tx.execute(sql`
    delete from "DynamicPartition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
      and "set" = ${set} and "key" = any(${[...keys]}::text[])
  `);

async function countKeys(tx: Queryable, { orgId, deploymentId }: DeploymentRef, set: string): Promise<number> {
  const [row] = await tx.query<{ size: number }>(sql`
    select count(*)::int as "size" from "DynamicPartition"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "set" = ${set}
  `);
  return row?.size ?? 0;
}

/** Removes the partitions of an asset that have one of some keys of a set, and lets the rest be summed up again. */
async function deletePartitions(
  tx: Queryable,
  { orgId, deploymentId }: DeploymentRef,
  { asset, spec }: User,
  set: string,
  keys: readonly string[],
): Promise<void> {
  for (const part of partsOf(spec, set)) {
    await tx.execute(sql`
      delete from "AssetPartition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        and split_part("partition", '|', ${part}::int) = any(${[...keys]}::text[])
    `);
    await tx.execute(sql`
      delete from "Watermark" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
        and split_part("partition", '|', ${part}::int) = any(${[...keys]}::text[])
    `);
    await tx.execute(sql`
      update "AssetState" set "partitionRanges" = null, "failedPartitions" = (
        select count(*) from "AssetPartition" where "orgId" = ${orgId} and "deploymentId" = ${deploymentId}
          and "asset" = ${asset} and "status" = 'FAILED'
      )
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
    `);
  }
}

/** The places in a key, from 1, that hold keys of a set. */
function partsOf(spec: PartitionsSpec, set: string): number[] {
  if (spec.kind === "dynamic") return spec.name === set ? [1] : [];
  if (spec.kind !== "multi") return [];
  return Object.keys(spec.dimensions)
    .sort()
    .flatMap((name, index) => {
      const dimension = spec.dimensions[name];
      return dimension?.kind === "dynamic" && dimension.name === set ? [index + 1] : [];
    });
}
