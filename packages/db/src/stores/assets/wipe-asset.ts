import type { AssetRef, AssetWipe } from "@millrace/core/assets";
import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { inOrganization } from "../../tenancy/scope";
import { recordAudit, type Tx } from "../audit/audit";

/**
 * Deletes the materializations of an asset, or of some of its partitions, which are missing afterwards. Runs keep their
 * events, and state is kept unless it is wiped too.
 */
export async function wipeAsset(
  { prisma }: Db,
  orgId: string,
  asset: AssetRef,
  { partitions, withState }: AssetWipe,
  audit: AuditDraft,
): Promise<{ materializations: number }> {
  const where = { orgId, ...asset, ...(partitions ? { partition: { in: [...partitions] } } : {}) };
  return inOrganization(orgId, () =>
    prisma.$transaction(async (tx) => {
      await lockAssetState(tx, orgId, asset);
      const { count } = await tx.materialization.deleteMany({ where });
      await tx.checkResult.deleteMany({ where });
      await tx.assetPartition.deleteMany({ where });
      if (withState) await tx.watermark.deleteMany({ where });
      await recomputeAssetState(tx, orgId, asset, partitions ?? null);
      await recordAudit(tx, orgId, audit);
      return { materializations: count };
    }),
  );
}

/** Every writer of an asset locks its row first, so a run that reports now waits, or this waits for it. */
const lockAssetState = (tx: Tx, orgId: string, { deploymentId, asset }: AssetRef) => tx.$executeRaw`
  select 1 from "AssetState"
  where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset} for update`;

/**
 * The newest facts of what is left. The next reader or writer of the partitions sums them up again. A later failure
 * stays, unless all of the asset is wiped.
 */
async function recomputeAssetState(
  tx: Tx,
  orgId: string,
  { deploymentId, asset }: AssetRef,
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
