import type { AuditDraft } from "@millrace/core/identity";
import type { WatchedSubject } from "@millrace/core/manifest";
import type { WireError } from "@millrace/protocol";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";
import type { VersionRow } from "./version-row";

const team = { select: { id: true, slug: true } } as const;

/** Code locations of an organization. */
export const createLocationStore = ({ prisma }: Db) =>
  scopedStore({
    findByName: (orgId: string, name: string) =>
      prisma.codeLocation.findFirst({
        where: { orgId, name },
        select: { id: true, name: true, egress: true, team },
      }),

    create: (
      orgId: string,
      location: { id: string; name: string; teamId: string | null; createdBy: string },
      audit: AuditDraft,
    ) =>
      onUniqueViolation(
        "nameTaken" as const,
        prisma.$transaction(async (tx) => {
          await tx.codeLocation.create({ data: { ...location, orgId } });
          await recordAudit(tx, orgId, audit);
          return "created" as const;
        }),
      ),

    list: async (orgId: string, deploymentId: string) => {
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
          ? { ...latest, status: latest.status as VersionRow["status"], error: latest.error as WireError | null }
          : null,
      }));
    },

    setEgress: (orgId: string, locationId: string, allow: readonly string[], audit: AuditDraft): Promise<void> =>
      prisma.$transaction(async (tx) => {
        await tx.codeLocation.update({ where: { orgId_id: { orgId, id: locationId } }, data: { egress: [...allow] } });
        await recordAudit(tx, orgId, audit);
      }),

    findTeam: (orgId: string, slug: string) => prisma.team.findFirst({ where: { orgId, slug }, ...team }),

    isTeamMember: async (orgId: string, teamId: string, userId: string): Promise<boolean> =>
      (await prisma.teamMember.count({ where: { orgId, teamId, userId } })) > 0,

    knownOwners: async (orgId: string) => {
      const [teams, members] = await Promise.all([
        prisma.team.findMany({ where: { orgId }, select: { slug: true } }),
        prisma.membership.findMany({ where: { orgId }, select: { user: { select: { email: true } } } }),
      ]);
      return { teams: teams.map((it) => it.slug), members: members.map((it) => it.user.email) };
    },

    watchedSubjects: async (orgId: string, deploymentId: string, locationId: string): Promise<WatchedSubject[]> => {
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
