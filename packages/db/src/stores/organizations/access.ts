import type { AccessReader, Membership, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { PrismaClient } from "../../generated/client";

/** Finds a person's membership of an organization, with the grants of the person and of the person's teams. */
export async function findMembership(prisma: PrismaClient, userId: string, slug: string): Promise<Membership | null> {
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

/** Creates the reader of what every request looks up first. */
export const createAccessReader = ({ prisma }: Db): AccessReader => ({
  findMembership: (userId, slug) => findMembership(prisma, userId, slug),

  findDeployment: (orgId, name) =>
    prisma.deployment.findUnique({
      where: { orgId_name: { orgId, name } },
      select: { id: true, name: true, kind: true },
    }),

  findLocationId: async (orgId, name) => {
    const row = await prisma.codeLocation.findUnique({ where: { orgId_name: { orgId, name } }, select: { id: true } });
    return row?.id ?? null;
  },
});
