import type { AuditDraft } from "@millrace/core";
import type { Db } from "../../db";
import { recordAudit } from "../identity/audit";

type Place = { deploymentId: string; asset: string };

/** Forgets what was materialized of an asset, or of some of its partitions; watermarks stay. Runs keep their events. */
export async function wipeAsset(
  { prisma }: Db,
  orgId: string,
  { deploymentId, asset }: Place,
  partitions: readonly string[] | undefined,
  audit: AuditDraft,
): Promise<{ materializations: number }> {
  return prisma.$transaction(async (tx) => {
    const where = { orgId, deploymentId, asset };
    const chosen = partitions ? { partition: { in: [...partitions] } } : {};
    const { count } = await tx.materialization.deleteMany({ where: { ...where, ...chosen } });
    await tx.assetPartition.deleteMany({ where: { ...where, ...chosen } });
    // Summed up anew by whoever writes the next partition; until then the rows are read.
    await tx.$executeRaw`
      update "AssetState" set "partitionRanges" = null
      where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}`;
    if (!partitions) {
      await tx.checkResult.deleteMany({ where });
      await tx.$executeRaw`
        update "AssetState" set "lastMaterializedAt" = null, "lastRunId" = null, "lastStatus" = null, "lastFailedAt" = null,
          "lastMetadata" = null, "lastValue" = null, "dataVersion" = null, "codeVersion" = null, "checks" = null
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "asset" = ${asset}`;
    }
    await recordAudit(tx, orgId, audit);
    return { materializations: count };
  });
}
