import type { Destination } from "@millrace/core/alerts";
import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";

type NewDestination = Omit<Destination, "teamId" | "deploymentId">;

/** The destinations of a team. */
export const createTeamDestinations = ({ prisma }: Db) => ({
  setDestination: (orgId: string, teamId: string, destination: NewDestination, audit: AuditDraft): Promise<string> =>
    prisma.$transaction(async (tx) => {
      const { kind, severity, target } = destination;
      const existing = await tx.destination.findFirst({
        where: { orgId, teamId, kind, severity },
        select: { id: true },
      });
      const health = { health: "ok", healthReason: null, healthAt: null };
      if (existing) {
        await tx.destination.update({ where: { orgId_id: { orgId, id: existing.id } }, data: { target, ...health } });
      } else {
        await tx.destination.create({ data: { ...destination, orgId, teamId } });
      }
      await recordAudit(tx, orgId, audit);
      return existing?.id ?? destination.id;
    }),

  removeDestination: (orgId: string, teamId: string, id: string, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.destination.deleteMany({ where: { orgId, teamId, id } });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),
});
