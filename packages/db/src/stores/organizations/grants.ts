import type { AuditDraft, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordAudit, type Tx } from "../audit/audit";

type Grant = {
  id: string;
  userId: string | null;
  teamId: string | null;
  deploymentId: string | null;
  locationId: string | null;
  role: Role;
};

export const createGrantStore = ({ prisma }: Db) => ({
  list: async (orgId: string): Promise<Grant[]> => {
    const rows = await prisma.grant.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } });
    return rows.map(({ orgId: _, createdAt: __, ...grant }) => ({ ...grant, role: grant.role as Role }));
  },

  set: (orgId: string, grant: Grant, audit: AuditDraft) =>
    prisma.$transaction(async (tx) => {
      if (!(await isKnown(tx, orgId, grant))) return "unknown" as const;
      const { userId, teamId, deploymentId, locationId } = grant;
      await tx.grant.deleteMany({ where: { orgId, userId, teamId, deploymentId, locationId } });
      await tx.grant.create({ data: { ...grant, orgId } });
      await recordAudit(tx, orgId, audit);
      return "set" as const;
    }),

  remove: (orgId: string, id: string, audit: AuditDraft): Promise<boolean> =>
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
