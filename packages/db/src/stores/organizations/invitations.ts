import { type AuditDraft, type Role, strongestRole } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";

type NewInvitation = {
  id: string;
  email: string;
  role: Role;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  tokenHash: string;
};

const isOpen = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });
const columns = { id: true, email: true, role: true, invitedBy: true, createdAt: true, expiresAt: true } as const;
const withRole = <T extends { role: string }>(row: T) => ({ ...row, role: row.role as Role });

export const createInvitationStore = ({ prisma }: Db) => ({
  create: (orgId: string, invitation: NewInvitation, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      const { email, createdAt } = invitation;
      await tx.invitation.updateMany({ where: { orgId, email, ...isOpen(createdAt) }, data: { revokedAt: createdAt } });
      await tx.invitation.create({ data: { ...invitation, orgId } });
      await recordAudit(tx, orgId, audit);
    }),

  listOpen: async (orgId: string, now: Date) => {
    const where = { orgId, ...isOpen(now) };
    return (await prisma.invitation.findMany({ where, select: columns, orderBy: { createdAt: "desc" } })).map(withRole);
  },

  revoke: (orgId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: { orgId, id, ...isOpen(at) },
        data: { revokedAt: at },
      });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),

  unscopedFindOpen: async (tokenHash: string, now: Date) => {
    const row = await prisma.invitation.findFirst({
      where: { tokenHash, ...isOpen(now), organization: { deletedAt: null } },
      select: { ...columns, orgId: true, organization: { select: { slug: true, name: true } } },
    });
    if (!row) return null;
    const { organization, ...invitation } = row;
    return { ...withRole(invitation), orgSlug: organization.slug, orgName: organization.name };
  },

  accept: (orgId: string, id: string, userId: string, at: Date, audit: AuditDraft) =>
    prisma.$transaction(async (tx) => {
      const [used] = await tx.invitation.updateManyAndReturn({
        where: { orgId, id, ...isOpen(at) },
        data: { acceptedAt: at },
        select: { role: true },
      });
      if (!used) return "gone" as const;
      const where = { orgId_userId: { orgId, userId } };
      const before = await tx.membership.findUnique({ where });
      const role = strongestRole(used.role as Role, (before?.role ?? used.role) as Role);
      await tx.membership.upsert({ where, create: { orgId, userId, role }, update: { role } });
      await recordAudit(tx, orgId, audit);
      return "accepted" as const;
    }),
});
