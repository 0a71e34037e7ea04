import type { AlertAdminStore } from "@millrace/core/alerts";
import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";

export const createSlackConnection = ({
  prisma,
}: Db): Pick<AlertAdminStore, "findSlack" | "setSlackChannel" | "disconnectSlack"> => {
  const change = (orgId: string, data: Prisma.SlackInstallationUpdateManyMutationInput, audit: AuditDraft) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.slackInstallation.updateMany({ where: { orgId, revokedAt: null }, data });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    });
  return {
    findSlack: (orgId) =>
      prisma.slackInstallation.findFirst({
        where: { orgId, revokedAt: null },
        orderBy: { installedAt: "desc" },
        select: { teamName: true, defaultChannel: true, installedAt: true },
      }),
    setSlackChannel: (orgId, defaultChannel, audit) => change(orgId, { defaultChannel }, audit),
    disconnectSlack: (orgId, revokedAt, audit) => change(orgId, { revokedAt }, audit),
  };
};
