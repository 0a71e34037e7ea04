import type { OnboardingReader } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the reader of how far an organization has come. */
export const createOnboardingStore = ({ prisma }: Db): OnboardingReader =>
  scopedStore<OnboardingReader>({
    read: async (orgId) => {
      const [token, version, assets, run, team, destination] = await Promise.all([
        prisma.apiToken.findFirst({ where: { orgId, revokedAt: null }, select: { id: true } }),
        prisma.locationVersion.findFirst({
          where: { orgId },
          orderBy: { createdAt: "desc" },
          select: { status: true, createdAt: true, error: true, location: { select: { name: true } } },
        }),
        prisma.definition.count({ where: { orgId, kind: "asset" } }),
        prisma.run.findFirst({ where: { orgId }, orderBy: { createdAt: "desc" }, select: { id: true, status: true } }),
        prisma.team.findFirst({ where: { orgId }, select: { id: true } }),
        prisma.destination.findFirst({ where: { orgId }, select: { id: true } }),
      ]);
      return {
        hasToken: token !== null,
        latestPush: version && {
          location: version.location.name,
          status: version.status,
          at: version.createdAt,
          error: version.error as unknown,
        },
        assets,
        latestRun: run,
        hasTeam: team !== null,
        hasDestination: destination !== null,
      };
    },
  });
