import { createAlertAdminStore, createAlertStore, type Db } from "@millrace/db";
import { type RateLimiter, systemClock } from "@millrace/services";
import { alertUseCases as bind } from "@millrace/services/alerts";
import type { Env } from "./env";

const AUTHORIZE_URL = "https://slack.com/oauth/v2/authorize";
const CALLBACK_PATH = "/slack/oauth_redirect";

/** Incidents, what was told about them, and the connection to Slack. */
export const alertUseCases = (env: Env, db: Db, rateLimiter: RateLimiter) => ({
  alerts: bind({
    admin: createAlertAdminStore(db),
    alerts: createAlertStore(db),
    clock: systemClock,
    publicUrl: env.MILLRACE_URL,
    rateLimiter,
    serverSecret: env.MILLRACE_SECRET,
    setup: {
      clientId: env.SLACK_CLIENT_ID,
      authorizeUrl: env.SLACK_AUTHORIZE_URL ?? AUTHORIZE_URL,
      redirectUrl: `${env.SLACK_PUBLIC_URL ?? env.MILLRACE_URL}${CALLBACK_PATH}`,
      hasSharedWorkspace: env.SLACK_BOT_TOKEN !== undefined,
    },
  }),
});
