import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";

type SilenceDraft = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly scope: string;
  readonly target: string;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: Date;
  readonly until: Date;
};

const LISTED_MAX = 200;

export const createSilences = ({ prisma }: Db) => ({
  /** Those that last first, then the newest. */
  listSilences: async (orgId: string, deploymentId: string) => {
    const rows = await prisma.silence.findMany({
      where: { orgId, OR: [{ deploymentId }, { deploymentId: null }] },
      orderBy: [{ endedAt: { sort: "desc", nulls: "first" } }, { until: "desc" }],
      take: LISTED_MAX,
    });
    return rows.map(({ orgId: _, ...row }) => ({
      ...row,
      scope: row.scope as "incident" | "subject" | "owner" | "policy" | "deployment",
    }));
  },

  createSilence: (orgId: string, silence: SilenceDraft & { endedAt: Date | null }, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.silence.create({ data: { ...silence, orgId } });
      await recordAudit(tx, orgId, audit);
    }),

  endSilence: (orgId: string, deploymentId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.silence.updateMany({
        where: { orgId, deploymentId, id, endedAt: null, until: { gt: at } },
        data: { endedAt: at },
      });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),
});
