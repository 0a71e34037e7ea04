import type { AuditDraft } from "@millrace/core";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { recordAudit } from "../identity/audit";

/** Replaces what an asset keeps in `ctx.state`; null removes it. */
export async function writeAssetState(
  { prisma }: Db,
  orgId: string,
  { deploymentId, asset }: { deploymentId: string; asset: string },
  value: Readonly<Record<string, unknown>> | null,
  audit: AuditDraft,
): Promise<void> {
  const watermark = value === null ? Prisma.DbNull : (value as Prisma.InputJsonObject);
  await prisma.$transaction(async (tx) => {
    await tx.assetState.upsert({
      where: { orgId_deploymentId_asset: { orgId, deploymentId, asset } },
      create: { orgId, deploymentId, asset, watermark },
      update: { watermark },
    });
    await recordAudit(tx, orgId, audit);
  });
}
