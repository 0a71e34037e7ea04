import type { NewToken, Role, TokenKind, TokenStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit, type Tx } from "../audit/audit";
import { findMembership } from "../organizations/access";

/** The last use is written at most this often: enough for people, and no write per request. */
const TOUCH_MS = 60_000;

const typed = <T extends { kind: string; role: string | null }>(row: T) => ({
  ...row,
  kind: row.kind as TokenKind,
  role: row.role as Role | null,
});

export const createTokenStore = ({ prisma }: Db): TokenStore =>
  scopedStore<TokenStore>({
    create: (orgId, token, audit) =>
      prisma.$transaction(async (tx) => {
        if (!(await scopeExists(tx, orgId, token))) return "scopeNotFound" as const;
        await tx.apiToken.create({ data: { ...token, scopes: [...token.scopes], orgId } });
        await recordAudit(tx, orgId, audit);
        return "created" as const;
      }),

    list: async (orgId, userId) => {
      const where = { orgId, revokedAt: null, ...(userId === null ? {} : { userId }) };
      const omit = { orgId: true, secretHash: true } as const;
      return (await prisma.apiToken.findMany({ where, omit, orderBy: { createdAt: "desc" } })).map(typed);
    },

    find: async (orgId, id) => {
      const row = await prisma.apiToken.findFirst({ where: { orgId, id }, omit: { secretHash: true } });
      return row && typed(row);
    },

    revoke: (orgId, id, at, audit) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.apiToken.updateMany({
          where: { orgId, id, revokedAt: null },
          data: { revokedAt: at },
        });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),

    unscopedFindHolder: async (lookupId) => {
      const row = await prisma.apiToken.findUnique({ where: { lookupId }, include: { organization: true } });
      if (!row || row.organization.deletedAt) return null;
      const { organization, ...token } = row;
      const { slug, name } = organization;
      const membership = row.userId === null ? null : await findMembership(prisma, row.userId, slug);
      const user = row.userId === null ? null : await prisma.user.findUnique({ where: { id: row.userId } });
      const member =
        membership && user
          ? { name: user.name, role: membership.role, grants: membership.grants, disabled: user.disabledAt !== null }
          : null;
      return { token: typed(token), organization: { slug, name }, member };
    },

    touch: async (orgId, id, at, ip) => {
      const before = new Date(at.getTime() - TOUCH_MS);
      await prisma.apiToken.updateMany({
        where: { orgId, id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
        data: { lastUsedAt: at, lastUsedIp: ip },
      });
    },
  });

async function scopeExists(tx: Tx, orgId: string, token: NewToken): Promise<boolean> {
  const { deploymentId, locationId } = token;
  const [deployments, locations] = await Promise.all([
    deploymentId === null ? 1 : tx.deployment.count({ where: { orgId, id: deploymentId } }),
    locationId === null ? 1 : tx.codeLocation.count({ where: { orgId, id: locationId } }),
  ]);
  return deployments === 1 && locations === 1;
}
