import { DomainError } from "@millrace/core";
import type { AlertAdminStore } from "@millrace/core/alerts";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Scope } from "../scope";

export const SlackChannelInput = z.object({ channel: z.string().trim().min(1).max(100).nullable() });

/** How this Millrace installation reaches Slack. */
export type SlackSetup = {
  /** Organizations can connect workspaces of their own. */
  readonly canConnect: boolean;
  /** One workspace for all organizations, by `SLACK_BOT_TOKEN`. */
  readonly hasSharedWorkspace: boolean;
};

export type SlackConnectionDeps = {
  readonly admin: AlertAdminStore;
  readonly clock: Clock;
  readonly setup: SlackSetup;
};

/** Returns whether messages reach a workspace, and whether one can be connected. */
export const getSlackStatus =
  ({ admin, setup }: SlackConnectionDeps) =>
  async (scope: Scope) => {
    const own = await admin.findSlack(scope.orgId);
    return {
      connected: own !== null || setup.hasSharedWorkspace,
      workspace: own?.teamName ?? (setup.hasSharedWorkspace ? "Shared workspace" : null),
      defaultChannel: own?.defaultChannel ?? null,
      installedAt: own?.installedAt ?? null,
      canConnect: setup.canConnect,
    };
  };

export const setSlackChannel =
  ({ admin }: Pick<SlackConnectionDeps, "admin">) =>
  async (scope: Scope, channel: string | null): Promise<void> => {
    const audit = { actor: scope.actor, action: "slack.defaultChannelSet", target: channel ?? "none" };
    if (!(await admin.setSlackChannel(scope.orgId, channel, audit))) throw notConnected();
  };

export const disconnectSlack =
  ({ admin, clock }: Pick<SlackConnectionDeps, "admin" | "clock">) =>
  async (scope: Scope): Promise<void> => {
    const audit = { actor: scope.actor, action: "slack.disconnected", target: scope.orgId };
    if (!(await admin.disconnectSlack(scope.orgId, clock.now(), audit))) throw notConnected();
  };

const notConnected = () =>
  new DomainError("conflict", "slack_not_connected", "This organization hasn't connected its own Slack workspace.");
