import { type Queryable, sql } from "../../sql";

/** The stored value (`ValueRef`) of an asset in a deployment: the newest, or that of a partition. */
export async function findAssetValue(
  db: Queryable,
  orgId: string,
  deploymentId: string,
  asset: string,
  partition: string | undefined,
): Promise<unknown> {
  const [row] = await db.query<{ value: unknown }>(
    partition === undefined
      ? sql`select "lastValue" as "value" from "AssetState"
          where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}`
      : sql`select "value" from "AssetPartition"
          where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "partition" = ${partition}`,
  );
  return row?.value ?? null;
}

/** Partitions of an asset that have a value, in the order of their keys, which for windows of time is their order. */
export async function listAssetPartitions(
  db: Queryable,
  orgId: string,
  deploymentId: string,
  asset: string,
  last: number | undefined,
): Promise<string[]> {
  const rows = await db.query<{ partition: string }>(sql`
    select "partition" from "AssetPartition"
    where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "value" is not null
    order by "partition" collate "C" desc limit ${last ?? null}
  `);
  return rows.map(({ partition }) => partition).reverse();
}
