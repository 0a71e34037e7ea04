import { newId } from "@millrace/core";
import type { SlackInstallationStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";

/** The workspaces that organizations have connected, at most one each. */
export const createSlackInstallationStore = ({ prisma }: Db): SlackInstallationStore =>
  scopedStore<SlackInstallationStore>({
    findActive: (orgId) =>
      prisma.slackInstallation.findFirst({ where: { orgId, revokedAt: null }, orderBy: { installedAt: "desc" } }),

    save: async ({ orgId, ...installation }) => {
      await prisma.$transaction(async (tx) => {
        const { id, name } = await tx.user.findUniqueOrThrow({ where: { id: installation.installedBy } });
        const before = await tx.slackInstallation.findFirst({ where: { orgId, revokedAt: null } });
        await tx.slackInstallation.updateMany({ where: { orgId, revokedAt: null }, data: { revokedAt: new Date() } });
        const defaultChannel = before?.teamId === installation.teamId ? before.defaultChannel : null;
        await tx.slackInstallation.create({
          data: { ...installation, defaultChannel, orgId, id: newId("slackInstallation") },
        });
        await recordAudit(tx, orgId, {
          actor: { kind: "user", id, name },
          action: "slack.connected",
          target: installation.teamName,
          details: { teamId: installation.teamId },
        });
      });
    },

    unscopedFindOrg: async (teamId) => {
      const row = await prisma.slackInstallation.findFirst({
        where: { teamId, revokedAt: null },
        select: { orgId: true },
      });
      return row?.orgId ?? null;
    },

    unscopedRevoke: async (teamId, at) => {
      await prisma.slackInstallation.updateMany({ where: { teamId, revokedAt: null }, data: { revokedAt: at } });
    },
  });
