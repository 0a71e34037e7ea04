import type { Role, RoleGrant } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { PrismaClient } from "../../generated/client";

export type MembershipRow = {
  orgId: string;
  slug: string;
  name: string;
  role: Role;
  grants: RoleGrant[];
};

/** A person's membership of an organization, with the grants that the person and the person's teams have. */
export async function findMembership(
  prisma: PrismaClient,
  userId: string,
  slug: string,
): Promise<MembershipRow | null> {
  const row = await prisma.membership.findFirst({
    where: { userId, organization: { slug, deletedAt: null } },
    include: { organization: { select: { id: true, name: true } }, teams: { select: { teamId: true } } },
  });
  if (!row) return null;
  const teamIds = row.teams.map(({ teamId }) => teamId);
  const grants = await prisma.grant.findMany({
    where: { orgId: row.orgId, OR: [{ userId }, { teamId: { in: teamIds } }] },
    select: { role: true, deploymentId: true, locationId: true },
  });
  return {
    orgId: row.orgId,
    slug,
    name: row.organization.name,
    role: row.role as Role,
    grants: grants.map((grant) => ({ ...grant, role: grant.role as Role })),
  };
}

/** What every request looks up before it may do anything. */
export const createAccessStore = ({ prisma }: Db) => ({
  findMembership: (userId: string, slug: string) => findMembership(prisma, userId, slug),

  findDeployment: (orgId: string, name: string) =>
    prisma.deployment.findUnique({
      where: { orgId_name: { orgId, name } },
      select: { id: true, name: true, kind: true },
    }),

  findLocationId: async (orgId: string, name: string) => {
    const row = await prisma.codeLocation.findUnique({ where: { orgId_name: { orgId, name } }, select: { id: true } });
    return row?.id ?? null;
  },
});
