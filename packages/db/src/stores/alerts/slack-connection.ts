import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";

export const createSlackConnection = ({ prisma }: Db) => {
  const change = (orgId: string, data: Prisma.SlackInstallationUpdateManyMutationInput, audit: AuditDraft) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.slackInstallation.updateMany({ where: { orgId, revokedAt: null }, data });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    });
  return {
    findSlack: (orgId: string) =>
      prisma.slackInstallation.findFirst({
        where: { orgId, revokedAt: null },
        orderBy: { installedAt: "desc" },
        select: { teamName: true, defaultChannel: true, installedAt: true },
      }),
    setSlackChannel: (orgId: string, defaultChannel: string | null, audit: AuditDraft) =>
      change(orgId, { defaultChannel }, audit),
    disconnectSlack: (orgId: string, revokedAt: Date, audit: AuditDraft) => change(orgId, { revokedAt }, audit),
  };
};
