import { DomainError } from "@millrace/core";
import type { AlertAdminStore } from "@millrace/core/alerts";
import { z } from "zod";
import type { Clock } from "../clock";
import type { Scope } from "../scope";
import { createInstallState } from "./slack-install";

export const SlackChannelInput = z.object({ channel: z.string().trim().min(1).max(100).nullable() });

export const SLACK_SCOPES = [
  "chat:write",
  "chat:write.public",
  "channels:read",
  "groups:read",
  "users:read",
  "users:read.email",
] as const;

/** How this installation reaches Slack. */
export type SlackSetup = {
  readonly clientId: string | undefined;
  readonly authorizeUrl: string;
  readonly redirectUrl: string;
  /** One workspace for everybody, by `SLACK_BOT_TOKEN`. */
  readonly hasSharedWorkspace: boolean;
};

export type SlackConnectionDeps = {
  readonly admin: AlertAdminStore;
  readonly clock: Clock;
  readonly serverSecret: string;
  readonly setup: SlackSetup;
};

/** Whether messages reach a workspace, and how to connect one. */
export const getSlackStatus =
  ({ admin, clock, serverSecret, setup }: SlackConnectionDeps) =>
  async (scope: Scope, orgSlug: string) => {
    const own = await admin.findSlack(scope.orgId);
    const state = { orgId: scope.orgId, orgSlug, userId: scope.actor.id };
    const query = new URLSearchParams({
      client_id: setup.clientId ?? "",
      scope: SLACK_SCOPES.join(","),
      redirect_uri: setup.redirectUrl,
      state: createInstallState(state, serverSecret, clock.now()),
    });
    return {
      connected: own !== null || setup.hasSharedWorkspace,
      workspace: own?.teamName ?? (setup.hasSharedWorkspace ? "Shared workspace" : null),
      defaultChannel: own?.defaultChannel ?? null,
      installedAt: own?.installedAt ?? null,
      installUrl: setup.clientId ? `${setup.authorizeUrl}?${query}` : null,
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
