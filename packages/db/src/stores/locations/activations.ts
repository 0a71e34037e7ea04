import type { AuditDraft } from "@millrace/core/identity";
import type { DefinitionEntry, DefinitionKind } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { activateIn } from "./activate";

const TRANSACTION = { timeout: 30_000 };

/** What each deployment serves, and has served. */
export const createActivationStore = ({ prisma }: Db) =>
  scopedStore({
    activate: (orgId: string, request: Parameters<typeof activateIn>[2], audit: AuditDraft) =>
      prisma.$transaction((tx) => activateIn(tx, orgId, request, audit), TRANSACTION),

    activeVersionId: async (orgId: string, deploymentId: string, locationId: string): Promise<string | null> => {
      const row = await prisma.activeVersion.findFirst({
        where: { orgId, deploymentId, locationId },
        select: { versionId: true },
      });
      return row?.versionId ?? null;
    },

    history: async (orgId: string, deploymentId: string, locationId: string, limit: number) => {
      const rows = await prisma.activation.findMany({
        where: { orgId, deploymentId, locationId },
        orderBy: { id: "desc" },
        take: limit,
        select: { versionId: true, kind: true, at: true, by: true },
      });
      const versions = await prisma.locationVersion.findMany({
        where: { orgId, locationId, id: { in: [...new Set(rows.map((row) => row.versionId))] } },
        select: { id: true, number: true },
      });
      const numbers = new Map(versions.map((version) => [version.id, version.number]));
      // Retention may have deleted what a personal deployment served.
      return rows.flatMap((row) => {
        const number = numbers.get(row.versionId);
        return number === undefined ? [] : [{ ...row, number }];
      });
    },

    listDefinitions: async (
      orgId: string,
      deploymentId: string,
      filter: { kind?: DefinitionKind | undefined; locationId?: string | undefined },
    ): Promise<(DefinitionEntry & { location: string })[]> => {
      const rows = await prisma.definition.findMany({
        where: {
          orgId,
          deploymentId,
          ...(filter.kind ? { kind: filter.kind } : {}),
          ...(filter.locationId ? { locationId: filter.locationId } : {}),
        },
        orderBy: [{ kind: "asc" }, { key: "asc" }],
      });
      const locations = await prisma.codeLocation.findMany({ where: { orgId }, select: { id: true, name: true } });
      const names = new Map(locations.map((location) => [location.id, location.name]));
      return rows.map(({ kind, key, group, owners, data, locationId }) => ({
        kind: kind as DefinitionKind,
        key,
        group,
        owners,
        data: data as Record<string, unknown>,
        location: names.get(locationId) ?? "",
      }));
    },
  });
