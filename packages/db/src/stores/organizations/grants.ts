import type { Grant, GrantStore, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit, type Tx } from "../audit/audit";

export const createGrantStore = ({ prisma }: Db): GrantStore =>
  scopedStore<GrantStore>({
    list: async (orgId) => {
      const rows = await prisma.grant.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } });
      return rows.map(({ orgId: _, createdAt: __, ...grant }) => ({ ...grant, role: grant.role as Role }));
    },

    set: (orgId, grant, audit) =>
      prisma.$transaction(async (tx) => {
        if (!(await isKnown(tx, orgId, grant))) return "unknown" as const;
        const { userId, teamId, deploymentId, locationId } = grant;
        await tx.grant.deleteMany({ where: { orgId, userId, teamId, deploymentId, locationId } });
        await tx.grant.create({ data: { ...grant, orgId } });
        await recordAudit(tx, orgId, audit);
        return "set" as const;
      }),

    remove: (orgId, id, audit) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.grant.deleteMany({ where: { orgId, id } });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),
  });

async function isKnown(tx: Tx, orgId: string, { userId, teamId, deploymentId, locationId }: Grant): Promise<boolean> {
  const found = await Promise.all([
    userId === null || tx.membership.count({ where: { orgId, userId } }),
    teamId === null || tx.team.count({ where: { orgId, id: teamId } }),
    deploymentId === null || tx.deployment.count({ where: { orgId, id: deploymentId } }),
    locationId === null || tx.codeLocation.count({ where: { orgId, id: locationId } }),
  ]);
  return found.every((count) => count === true || count === 1);
}
