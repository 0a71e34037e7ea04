import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";
import { toDestination, toHealth } from "../alerts/rows";
import { recordAudit } from "../audit/audit";
import { createTeamDestinations } from "./team-destinations";

const DESTINATIONS = {
  select: { id: true, kind: true, target: true, severity: true, health: true, healthReason: true, healthAt: true },
  orderBy: { createdAt: "asc" },
} as const;

export const createTeamStore = (db: Db) =>
  scopedStore({
    list: async (orgId: string) => {
      const rows = await db.prisma.team.findMany({
        where: { orgId },
        include: { destinations: DESTINATIONS, _count: { select: { members: true } } },
        orderBy: { name: "asc" },
      });
      return rows.map(({ _count, orgId: _, destinations, ...team }) => ({
        ...team,
        destinations: destinations.map((row) => toHealth(toDestination(row))),
        members: _count.members,
      }));
    },

    findBySlug: async (orgId: string, slug: string) => {
      const row = await db.prisma.team.findFirst({
        where: { orgId, slug },
        include: {
          destinations: DESTINATIONS,
          members: { include: { membership: { include: { user: true } } } },
          locations: { select: { id: true, name: true }, orderBy: { name: "asc" } },
        },
      });
      if (!row) return null;
      const { orgId: _, ...team } = row;
      const members = row.members.map(({ membership: { user } }) => ({
        userId: user.id,
        name: user.name,
        email: user.email,
      }));
      return { ...team, destinations: team.destinations.map((row) => toHealth(toDestination(row))), members };
    },

    create: (orgId: string, team: { id: string; slug: string; name: string }, audit: AuditDraft) =>
      onUniqueViolation(
        "slugTaken" as const,
        db.prisma.$transaction(async (tx) => {
          await tx.team.create({ data: { ...team, orgId } });
          await recordAudit(tx, orgId, audit);
          return "created" as const;
        }),
      ),

    rename: (orgId: string, teamId: string, name: string, audit: AuditDraft): Promise<void> =>
      db.prisma.$transaction(async (tx) => {
        await tx.team.update({ where: { orgId_id: { orgId, id: teamId } }, data: { name } });
        await recordAudit(tx, orgId, audit);
      }),

    delete: (orgId: string, teamId: string, audit: AuditDraft) =>
      db.prisma.$transaction(async (tx) => {
        if ((await tx.codeLocation.count({ where: { orgId, teamId } })) > 0) return "ownsLocations" as const;
        await tx.grant.deleteMany({ where: { orgId, teamId } });
        await tx.team.delete({ where: { orgId_id: { orgId, id: teamId } } });
        await recordAudit(tx, orgId, audit);
        return "deleted" as const;
      }),

    addMember: (orgId: string, teamId: string, userId: string, audit: AuditDraft) =>
      db.prisma.$transaction(async (tx) => {
        if ((await tx.membership.count({ where: { orgId, userId } })) === 0) return "notMember" as const;
        const { count } = await tx.teamMember.createMany({ data: [{ orgId, teamId, userId }], skipDuplicates: true });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return "added" as const;
      }),

    removeMember: (orgId: string, teamId: string, userId: string, audit: AuditDraft): Promise<boolean> =>
      db.prisma.$transaction(async (tx) => {
        const { count } = await tx.teamMember.deleteMany({ where: { orgId, teamId, userId } });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),

    ...createTeamDestinations(db),
  });
