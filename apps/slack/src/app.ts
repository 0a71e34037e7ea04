import type { Logger as AppLog } from "@millrace/telemetry";
import { App, HTTPReceiver } from "@slack/bolt";
import { boltLogger } from "./bolt-logger";
import type { SlackTokens } from "./delivery/slack-channel";
import { guardRequests, type SignatureMemory } from "./http/guard";

type Deps = {
  readonly signingSecret: string;
  readonly apiUrl: string;
  readonly sharedToken: string | undefined;
  readonly log: AppLog;
  readonly findOrgOfTeam: (teamId: string) => Promise<string | null>;
  readonly tokens: SlackTokens;
  readonly signatures: SignatureMemory;
  readonly revoke: (teamId: string) => Promise<void>;
};

/** The Bolt app: the events and actions that Slack sends. Buttons with an address open it in the browser and only need to be acknowledged. */
export function createSlackApp(deps: Deps): { app: App; receiver: HTTPReceiver } {
  const logger = boltLogger(deps.log);
  const receiver = new HTTPReceiver({
    signingSecret: deps.signingSecret,
    logger,
    endpoints: "/slack/events",
    unhandledRequestTimeoutMillis: 3_001,
  });
  receiver.requestListener = guardRequests(receiver.requestListener, {
    memory: deps.signatures,
    onError: (error) => deps.log.error({ err: error }, "the memory of Slack's signatures doesn't answer"),
  });
  const app = new App({
    receiver,
    logger,
    clientOptions: { slackApiUrl: deps.apiUrl },
    authorize: async ({ teamId }) => {
      const orgId = teamId ? await deps.findOrgOfTeam(teamId) : null;
      const botToken = orgId ? await deps.tokens.tokenFor(orgId) : (deps.sharedToken ?? null);
      if (!botToken) throw new Error("No organization is connected to this workspace");
      return { botToken };
    },
  });
  app.action(/^open_/, async ({ ack }) => ack());
  app.event("app_uninstalled", async ({ context }) => {
    if (context.teamId) await deps.revoke(context.teamId);
  });
  app.event("tokens_revoked", async ({ context }) => {
    if (context.teamId) await deps.revoke(context.teamId);
  });
  app.error(async (error) => deps.log.error({ err: error }, "a request of Slack failed"));
  return { app, receiver };
}
