import type { AccessReader, Membership, Role } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { PrismaClient } from "../../generated/client";
import { inOrganization, inPlatform } from "../../tenancy/scope";
import { scopedStore } from "../../tenancy/scoped-store";

/** Finds a person's membership of an organization, with the grants of the person and of the person's teams. */
export async function findMembership(prisma: PrismaClient, userId: string, slug: string): Promise<Membership | null> {
  const organization = await inPlatform(() =>
    prisma.organization.findFirst({ where: { slug, deletedAt: null }, select: { id: true, name: true } }),
  );
  if (!organization) return null;
  const { id: orgId, name } = organization;
  return inOrganization(orgId, async () => {
    const row = await prisma.membership.findFirst({
      where: { orgId, userId },
      select: { role: true, teams: { select: { teamId: true } } },
    });
    if (!row) return null;
    const teamIds = row.teams.map(({ teamId }) => teamId);
    const grants = await prisma.grant.findMany({
      where: { orgId, OR: [{ userId }, { teamId: { in: teamIds } }] },
      select: { role: true, deploymentId: true, locationId: true },
    });
    const role = row.role as Role;
    return { orgId, slug, name, role, grants: grants.map((grant) => ({ ...grant, role: grant.role as Role })) };
  });
}

/** Creates the reader of what every request looks up first. */
export const createAccessReader = ({ prisma }: Db): AccessReader => ({
  findMembership: (userId, slug) => findMembership(prisma, userId, slug),

  ...scopedStore<Omit<AccessReader, "findMembership">>({
    findDeployment: (orgId, name) =>
      prisma.deployment.findFirst({ where: { orgId, name }, select: { id: true, name: true, kind: true } }),

    findLocationId: async (orgId, name) => {
      const row = await prisma.codeLocation.findFirst({ where: { orgId, name }, select: { id: true } });
      return row?.id ?? null;
    },
  }),
});
