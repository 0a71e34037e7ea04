import type { Quotas } from "@millrace/core";
import type { AuditDraft, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";

type NewDeployment = { id: string; name: string; kind: string; alertsEnabled: boolean; ownerUserId?: string | null };
type Change = { name?: string; defaultOwner?: string | null; retentionDays?: number | null; pausedAt?: Date | null };

export const createOrganizationStore = ({ prisma }: Db) => ({
  create: (
    organization: Quotas & { id: string; slug: string; name: string },
    ownerId: string,
    deployments: readonly NewDeployment[],
    audit: AuditDraft,
  ) =>
    onUniqueViolation(
      "slugTaken" as const,
      prisma.$transaction(async (tx) => {
        const orgId = organization.id;
        await tx.organization.create({ data: organization });
        await tx.membership.create({ data: { orgId, userId: ownerId, role: "owner" } });
        await tx.deployment.createMany({ data: deployments.map((deployment) => ({ ...deployment, orgId })) });
        await recordAudit(tx, orgId, audit);
        return "created" as const;
      }),
    ),

  get: async (orgId: string) => {
    const row = await prisma.organization.findUnique({ where: { id: orgId, deletedAt: null } });
    if (!row) return null;
    const { deletedAt: _, reservedBytes: __, ...organization } = row;
    return {
      ...organization,
      storedBytes: Number(row.storedBytes),
      storedBytesMax: Number(row.storedBytesMax),
      sandboxMemoryBytesMax: Number(row.sandboxMemoryBytesMax),
      sandboxScratchBytesMax: Number(row.sandboxScratchBytesMax),
      runWallTimeMsMax: Number(row.runWallTimeMsMax),
    };
  },

  listOf: async (userId: string) => {
    const rows = await prisma.membership.findMany({
      where: { userId, organization: { deletedAt: null } },
      select: { role: true, organization: { select: { id: true, slug: true, name: true } } },
      orderBy: { organization: { name: "asc" } },
    });
    return rows.map(({ role, organization }) => ({ ...organization, role: role as Role }));
  },

  update: (orgId: string, change: Change, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.organization.update({ where: { id: orgId }, data: change });
      await recordAudit(tx, orgId, audit);
    }),
});
