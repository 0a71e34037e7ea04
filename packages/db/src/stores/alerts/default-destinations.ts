import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";

type DestinationDraft = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly kind: string;
  readonly target: string;
  readonly severity: string | null;
};

export const createPlaces = ({ prisma }: Db) => ({
  listPlaces: async (orgId: string) => {
    const rows = await prisma.destination.findMany({
      where: { orgId },
      omit: { orgId: true, secret: true, createdAt: true },
      orderBy: { createdAt: "asc" },
    });
    return rows.map((row) => ({ ...row, kind: row.kind as "slack" | "email" | "webhook" }));
  },

  /** Replaces the default of the same deployment (or of the organization) and kind. */
  setDefaultDestination: (orgId: string, place: DestinationDraft, audit: AuditDraft): Promise<string> =>
    prisma.$transaction(async (tx) => {
      const { deploymentId, kind, severity, target } = place;
      const existing = await tx.destination.findFirst({ where: { orgId, teamId: null, deploymentId, kind, severity } });
      const health = { health: "ok", healthReason: null, healthAt: null };
      if (existing) {
        await tx.destination.update({ where: { orgId_id: { orgId, id: existing.id } }, data: { target, ...health } });
      } else {
        await tx.destination.create({ data: { ...place, orgId } });
      }
      await recordAudit(tx, orgId, audit);
      return existing?.id ?? place.id;
    }),

  removeDefaultDestination: (orgId: string, id: string, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.destination.deleteMany({ where: { orgId, id, teamId: null } });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),
});
