import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { inOrganization } from "../../tenancy/scope";
import { recordAudit, type Tx } from "../audit/audit";

type Place = { readonly deploymentId: string; readonly asset: string };

/** What is wiped: all of an asset, or some of its partitions; `withState` also what they keep in `ctx.state`. */
export type Wipe = { readonly partitions?: readonly string[] | undefined; readonly withState: boolean };

/**
 * Forgets what was materialized of an asset, or of some of its partitions: they are missing from now on. Runs keep their
 * events; state stays unless it is wiped too.
 */
export async function wipeAsset(
  { prisma }: Db,
  orgId: string,
  place: Place,
  { partitions, withState }: Wipe,
  audit: AuditDraft,
): Promise<{ materializations: number }> {
  const where = { orgId, ...place, ...(partitions ? { partition: { in: [...partitions] } } : {}) };
  return inOrganization(orgId, () =>
    prisma.$transaction(async (tx) => {
      await lockAssetState(tx, orgId, place);
      const { count } = await tx.materialization.deleteMany({ where });
      await tx.checkResult.deleteMany({ where });
      await tx.assetPartition.deleteMany({ where });
      if (withState) await tx.watermark.deleteMany({ where });
      await recomputeAssetState(tx, orgId, place, partitions ?? null);
      await recordAudit(tx, orgId, audit);
      return { materializations: count };
    }),
  );
}

/** Whoever writes an asset locks its row first: a run that reports now waits, or is waited for. */
const lockAssetState = (tx: Tx, orgId: string, { deploymentId, asset }: Place) => tx.$executeRaw`
  select 1 from "AssetState"
  where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} for update`;

/**
 * The newest facts of what is left. Partitions are summed up anew by whoever reads or writes them next; a failure since
 * then stays, unless all of the asset is wiped.
 */
async function recomputeAssetState(
  tx: Tx,
  orgId: string,
  { deploymentId, asset }: Place,
  wiped: readonly string[] | null,
): Promise<void> {
  const isAll = wiped === null;
  await tx.$executeRaw`
    update "AssetState" facts set
      "partitionRanges" = null,
      "failedPartitions" = (
        select count(*) from "AssetPartition"
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} and "status" = 'FAILED'
      ),
      "lastMaterializedAt" = newest."at", "lastMetadata" = newest."metadata", "lastValue" = newest."value",
      "codeVersion" = newest."codeVersion", "dataVersion" = newest."dataVersion",
      "lastFailedAt" = case when not ${isAll} then facts."lastFailedAt" end,
      "lastStatus" = case
        when not ${isAll} and facts."lastFailedAt" > coalesce(newest."at", '-infinity') then 'FAILURE'
        when newest."at" is not null then 'SUCCESS' end,
      "lastRunId" = case
        when not ${isAll} and facts."lastFailedAt" > coalesce(newest."at", '-infinity') then facts."lastRunId"
        else newest."runId" end,
      "checks" = (
        select jsonb_object_agg("check", "result") from jsonb_each(facts."checks") as each("check", "result")
        where not coalesce("result"->>'partition' = any(${wiped}::text[]), ${isAll})
      )
    from (select 1) as one left join lateral (
      select * from "Materialization"
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}
      order by "id" desc limit 1
    ) newest on true
    where facts."orgId" = ${orgId} and facts."deploymentId" = ${deploymentId} and facts."asset" = ${asset}`;
}
