import type { MemberStore, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit, type Tx } from "../audit/audit";

export const createMemberStore = ({ prisma }: Db): MemberStore =>
  scopedStore<MemberStore>({
    list: async (orgId) => {
      const rows = await prisma.membership.findMany({
        where: { orgId },
        include: { user: true, teams: { include: { team: true } } },
        orderBy: { user: { name: "asc" } },
      });
      return rows.map((row) => ({
        userId: row.userId,
        name: row.user.name,
        email: row.user.email,
        role: row.role as Role,
        createdAt: row.createdAt,
        teams: row.teams.map(({ team }) => ({ id: team.id, slug: team.slug, name: team.name })),
      }));
    },

    find: async (orgId, userId) => {
      const row = await prisma.membership.findFirst({ where: { orgId, userId }, include: { user: true } });
      return row && { role: row.role as Role, email: row.user.email, name: row.user.name };
    },

    changeRole: (orgId, userId, role, audit) =>
      prisma.$transaction(async (tx) => {
        const obstacle = await lockMemberships(tx, orgId, userId, role === "owner");
        if (obstacle) return obstacle;
        await tx.membership.update({ where: { orgId_userId: { orgId, userId } }, data: { role } });
        await recordAudit(tx, orgId, audit);
        return "changed" as const;
      }),

    remove: (orgId, userId, audit) =>
      prisma.$transaction(async (tx) => {
        const obstacle = await lockMemberships(tx, orgId, userId, false);
        if (obstacle) return obstacle;
        await tx.grant.deleteMany({ where: { orgId, userId } });
        await tx.apiToken.updateMany({ where: { orgId, userId, revokedAt: null }, data: { revokedAt: new Date() } });
        await tx.membership.delete({ where: { orgId_userId: { orgId, userId } } });
        await recordAudit(tx, orgId, audit);
        return "removed" as const;
      }),
  });

/** Serializes changes of memberships; returns why a change isn't possible, or undefined. */
async function lockMemberships(tx: Tx, orgId: string, userId: string, staysOwner: boolean) {
  await tx.$queryRaw`select 1 from "Organization" where id = ${orgId} for update`;
  const member = await tx.membership.findUnique({ where: { orgId_userId: { orgId, userId } } });
  if (!member) return "gone" as const;
  if (member.role !== "owner" || staysOwner) return undefined;
  const others = await tx.membership.count({ where: { orgId, role: "owner", userId: { not: userId } } });
  return others === 0 ? ("lastOwner" as const) : undefined;
}
