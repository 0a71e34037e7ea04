import { type InvitationStore, isAtLeast, type Role, roleCan, strongestRole } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit, type Tx } from "../audit/audit";

const isUnused = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });
const columns = {
  id: true,
  email: true,
  role: true,
  invitedBy: true,
  inviterId: true,
  createdAt: true,
  expiresAt: true,
} as const;

type Row = { readonly role: string; readonly inviterId: string | null };

/** Creates the store of invitations. */
export const createInvitationStore = ({ prisma }: Db): InvitationStore =>
  scopedStore<InvitationStore>({
    create: (orgId, invitation, audit) =>
      prisma.$transaction(async (tx) => {
        const { email, createdAt } = invitation;
        const where = { orgId, email, ...isUnused(createdAt) };
        await tx.invitation.updateMany({ where, data: { revokedAt: createdAt } });
        await tx.invitation.create({ data: { ...invitation, orgId } });
        await recordAudit(tx, orgId, audit);
      }),

    listOpen: async (orgId, now) => {
      const where = { orgId, ...isUnused(now) };
      const rows = await prisma.invitation.findMany({ where, select: columns, orderBy: { createdAt: "desc" } });
      return (await ofEntitledInviters(prisma, orgId, rows)).map(toInvitation);
    },

    revoke: (orgId, id, at, audit) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.invitation.updateMany({
          where: { orgId, id, ...isUnused(at) },
          data: { revokedAt: at },
        });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),

    unscopedFindOpen: async (tokenHash, now) => {
      const row = await prisma.invitation.findFirst({
        where: { tokenHash, ...isUnused(now), organization: { deletedAt: null } },
        select: { ...columns, orgId: true, organization: { select: { slug: true, name: true } } },
      });
      if (!row) return null;
      const { organization, orgId, ...invitation } = row;
      const [found] = await ofEntitledInviters(prisma, orgId, [invitation]);
      return found ? { ...toInvitation(found), orgId, orgSlug: organization.slug, orgName: organization.name } : null;
    },

    accept: (orgId, id, userId, at, audit) =>
      prisma.$transaction(async (tx) => {
        // Serialized with changes of roles, so that an inviter who is being demoted lets no one in.
        await tx.$queryRaw`select 1 from "Organization" where id = ${orgId} for update`;
        const invitation = await tx.invitation.findFirst({ where: { orgId, id, ...isUnused(at) }, select: columns });
        const [open] = await ofEntitledInviters(tx, orgId, invitation ? [invitation] : []);
        if (!open) return "gone" as const;
        await tx.invitation.update({ where: { orgId_id: { orgId, id } }, data: { acceptedAt: at } });
        const where = { orgId_userId: { orgId, userId } };
        const before = await tx.membership.findUnique({ where });
        const role = strongestRole(open.role as Role, (before?.role ?? open.role) as Role);
        await tx.membership.upsert({ where, create: { orgId, userId, role }, update: { role } });
        await recordAudit(tx, orgId, audit);
        return "accepted" as const;
      }),
  });

/** Keeps the invitations whose inviter can still manage members and still has at least the invitation's role. */
async function ofEntitledInviters<R extends Row>(tx: Tx, orgId: string, rows: readonly R[]): Promise<R[]> {
  const userId = { in: [...new Set(rows.flatMap(({ inviterId }) => inviterId ?? []))] };
  const inviters = await tx.membership.findMany({
    where: { orgId, userId, user: { disabledAt: null } },
    select: { userId: true, role: true },
  });
  const roles = new Map(inviters.map((inviter) => [inviter.userId, inviter.role as Role]));
  return rows.filter(({ inviterId, role }) => {
    const inviterRole = inviterId === null ? undefined : roles.get(inviterId);
    return inviterRole !== undefined && roleCan(inviterRole, "member:manage") && isAtLeast(inviterRole, role as Role);
  });
}

const toInvitation = <R extends Row>({ inviterId: _, role, ...row }: R) => ({ ...row, role: role as Role });
