import type { ActivationStore } from "@millrace/core/locations";
import type { DefinitionKind } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { activateIn } from "./activate";

const TRANSACTION = { timeout: 30_000 };

/** Creates the store of which versions are active, and have been. */
export const createActivationStore = ({ prisma }: Db): ActivationStore =>
  scopedStore<ActivationStore>({
    activate: (orgId, request, audit) =>
      prisma.$transaction((tx) => activateIn(tx, orgId, request, audit), TRANSACTION),

    activeVersionId: async (orgId, deploymentId, locationId) => {
      const row = await prisma.activeVersion.findFirst({
        where: { orgId, deploymentId, locationId },
        select: { versionId: true },
      });
      return row?.versionId ?? null;
    },

    history: async (orgId, deploymentId, locationId, limit) => {
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
      // Retention can have deleted a version that was active in a personal deployment.
      return rows.flatMap((row) => {
        const number = numbers.get(row.versionId);
        return number === undefined ? [] : [{ ...row, number }];
      });
    },

    listDefinitions: async (orgId, deploymentId, filter) => {
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
