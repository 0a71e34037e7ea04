import type { AlertAdminStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";
import { toDestination, toHealth } from "./rows";

type DestinationStore = Pick<
  AlertAdminStore,
  "listDestinations" | "setDefaultDestination" | "removeDefaultDestination"
>;

/** The destinations of an organization, and the defaults among them. */
export const createDestinations = ({ prisma }: Db): DestinationStore => ({
  listDestinations: async (orgId) => {
    const rows = await prisma.destination.findMany({
      where: { orgId },
      omit: { orgId: true, secret: true, createdAt: true },
      orderBy: { createdAt: "asc" },
    });
    return rows.map((row) => toHealth(toDestination(row)));
  },

  setDefaultDestination: (orgId, destination, audit) =>
    prisma.$transaction(async (tx) => {
      const { deploymentId, kind, severity, target } = destination;
      const existing = await tx.destination.findFirst({ where: { orgId, teamId: null, deploymentId, kind, severity } });
      const health = { health: "ok", healthReason: null, healthAt: null };
      if (existing) {
        await tx.destination.update({ where: { orgId_id: { orgId, id: existing.id } }, data: { target, ...health } });
      } else {
        await tx.destination.create({ data: { ...destination, orgId } });
      }
      await recordAudit(tx, orgId, audit);
      return existing?.id ?? destination.id;
    }),

  removeDefaultDestination: (orgId, id, audit) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.destination.deleteMany({ where: { orgId, id, teamId: null } });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),
});
