import type { AlertAdminStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";
import { toSilence } from "./rows";

const LISTED_MAX = 200;

export const createSilences = ({
  prisma,
}: Db): Pick<AlertAdminStore, "listSilences" | "createSilence" | "endSilence"> => ({
  /** Active ones first, then by their end, latest first. */
  listSilences: async (orgId, deploymentId) => {
    const rows = await prisma.silence.findMany({
      where: { orgId, OR: [{ deploymentId }, { deploymentId: null }] },
      orderBy: [{ endedAt: { sort: "desc", nulls: "first" } }, { until: "desc" }],
      take: LISTED_MAX,
    });
    return rows.map(toSilence);
  },

  createSilence: (orgId, silence, audit) =>
    prisma.$transaction(async (tx) => {
      await tx.silence.create({ data: { ...silence, orgId } });
      await recordAudit(tx, orgId, audit);
    }),

  endSilence: (orgId, deploymentId, id, at, audit) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.silence.updateMany({
        where: { orgId, deploymentId, id, endedAt: null, until: { gt: at } },
        data: { endedAt: at },
      });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),
});
