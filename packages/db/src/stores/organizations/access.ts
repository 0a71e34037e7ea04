import type { AccessReader, Role, SessionMembership } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { PrismaClient } from "../../generated/client";
import { inOrganization, inPlatform } from "../../tenancy/scope";
import { scopedStore } from "../../tenancy/scoped-store";
import { hasSecondFactor } from "../accounts/second-factors";

/** Finds a person's membership of an organization, with the grants of the person and of the person's teams. */
export async function findMembership(
  prisma: PrismaClient,
  userId: string,
  slug: string,
): Promise<SessionMembership | null> {
  const organization = await inPlatform(() =>
    prisma.organization.findFirst({
      where: { slug, deletedAt: null },
      select: { id: true, name: true, requiresSecondFactor: true },
    }),
  );
  if (!organization) return null;
  const { id: orgId, name, requiresSecondFactor } = organization;
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
    return {
      orgId,
      slug,
      name,
      role: row.role as Role,
      grants: grants.map((grant) => ({ ...grant, role: grant.role as Role })),
      isSecondFactorMissing: requiresSecondFactor && !(await hasSecondFactor(prisma, userId)),
    };
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
