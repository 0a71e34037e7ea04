import { newId } from "@millrace/core";
import type { Db } from "../../db";
import { recordAudit } from "../audit/audit";

type NewInstallation = {
  readonly orgId: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly botToken: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  readonly botUserId: string | null;
  readonly installedBy: string;
};

/** Which workspaces organizations have connected. One organization has one at a time. */
export const createSlackInstallationStore = ({ prisma }: Db) => ({
  findActive: (orgId: string) =>
    prisma.slackInstallation.findFirst({ where: { orgId, revokedAt: null }, orderBy: { installedAt: "desc" } }),

  /** Replaces the workspace that was connected before; the audit log names who connected this one. */
  save: async ({ orgId, ...installation }: NewInstallation): Promise<void> => {
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

  /** Slack knows its workspace, not our organization. */
  unscopedFindOrg: async (teamId: string): Promise<string | null> => {
    const row = await prisma.slackInstallation.findFirst({
      where: { teamId, revokedAt: null },
      select: { orgId: true },
    });
    return row?.orgId ?? null;
  },

  unscopedRevoke: async (teamId: string, at: Date): Promise<void> => {
    await prisma.slackInstallation.updateMany({ where: { teamId, revokedAt: null }, data: { revokedAt: at } });
  },
});
export type SlackInstallationStore = ReturnType<typeof createSlackInstallationStore>;
