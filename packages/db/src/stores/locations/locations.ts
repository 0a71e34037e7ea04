import type { WireError } from "@millrace/core";
import type { LocationStore, VersionStatus } from "@millrace/core/locations";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";

const team = { select: { id: true, slug: true } } as const;

/** Creates the store of an organization's code locations. */
export const createLocationStore = ({ prisma }: Db): LocationStore =>
  scopedStore<LocationStore>({
    findByName: (orgId, name) =>
      prisma.codeLocation.findFirst({
        where: { orgId, name },
        select: { id: true, name: true, egress: true, team },
      }),

    create: (orgId, location, audit) =>
      onUniqueViolation(
        "nameTaken" as const,
        prisma.$transaction(async (tx) => {
          await tx.codeLocation.create({ data: { ...location, orgId } });
          await recordAudit(tx, orgId, audit);
          return "created" as const;
        }),
      ),

    list: async (orgId, deploymentId) => {
      const rows = await prisma.codeLocation.findMany({
        where: { orgId },
        orderBy: { name: "asc" },
        select: {
          id: true,
          name: true,
          egress: true,
          team,
          active: { where: { deploymentId }, include: { version: { select: { number: true } } } },
          versions: {
            orderBy: { number: "desc" },
            take: 1,
            select: { id: true, number: true, status: true, createdAt: true, error: true },
          },
        },
      });
      return rows.map(({ active: [active], versions: [latest], ...location }) => ({
        ...location,
        active: active
          ? {
              versionId: active.versionId,
              number: active.version.number,
              activatedAt: active.activatedAt,
              activatedBy: active.activatedBy,
            }
          : null,
        latest: latest
          ? { ...latest, status: latest.status as VersionStatus, error: latest.error as WireError | null }
          : null,
      }));
    },

    setEgress: (orgId, locationId, allow, audit) =>
      prisma.$transaction(async (tx) => {
        await tx.codeLocation.update({ where: { orgId_id: { orgId, id: locationId } }, data: { egress: [...allow] } });
        await recordAudit(tx, orgId, audit);
      }),

    findTeam: (orgId, slug) => prisma.team.findFirst({ where: { orgId, slug }, ...team }),

    isTeamMember: async (orgId, teamId, userId) =>
      (await prisma.teamMember.count({ where: { orgId, teamId, userId } })) > 0,

    knownOwners: async (orgId) => {
      const [teams, members] = await Promise.all([
        prisma.team.findMany({ where: { orgId }, select: { slug: true } }),
        prisma.membership.findMany({ where: { orgId }, select: { user: { select: { email: true } } } }),
      ]);
      return { teams: teams.map((it) => it.slug), members: members.map((it) => it.user.email) };
    },

    watchedSubjects: async (orgId, deploymentId, locationId) => {
      const policies = await prisma.alertPolicy.findMany({
        where: { orgId, enabled: true, OR: [{ deploymentId: null }, { deploymentId }] },
        select: { name: true, selector: true },
      });
      const named = policies.flatMap(({ name: policy, selector }) => {
        const { jobs = [], assets = [] } = (selector ?? {}) as { jobs?: string[]; assets?: string[] };
        const subjects = (kind: "job" | "asset", keys: string[]) => keys.map((key) => ({ policy, kind, key }));
        return [...subjects("job", jobs), ...subjects("asset", assets)];
      });
      if (named.length === 0) return [];
      const served = await prisma.definition.findMany({
        where: { orgId, deploymentId, locationId, OR: named.map(({ kind, key }) => ({ kind, key })) },
        select: { kind: true, key: true },
      });
      return named.filter((it) => served.some(({ kind, key }) => kind === it.kind && key === it.key));
    },
  });
