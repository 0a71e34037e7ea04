import type { OrganizationStore, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import { inOrganization } from "../../tenancy/scope";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";

export const createOrganizationStore = ({ prisma }: Db): OrganizationStore => ({
  create: (organization, ownerId, deployments, audit) =>
    inOrganization(organization.id, () =>
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
    ),

  ...scopedStore<Omit<OrganizationStore, "create">>({
    get: async (orgId) => {
      const row = await prisma.organization.findFirst({ where: { id: orgId, deletedAt: null } });
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

    unscopedListOf: async (userId) => {
      const rows = await prisma.membership.findMany({
        where: { userId, organization: { deletedAt: null } },
        select: { role: true, organization: { select: { id: true, slug: true, name: true } } },
        orderBy: { organization: { name: "asc" } },
      });
      return rows.map(({ role, organization }) => ({ ...organization, role: role as Role }));
    },

    update: (orgId, change, audit) =>
      prisma.$transaction(async (tx) => {
        await tx.organization.update({ where: { id: orgId }, data: change });
        await recordAudit(tx, orgId, audit);
      }),
  }),
});
