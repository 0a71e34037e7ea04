import type { RateLimiter } from "@millrace/core";
import { createAlertAdminStore, createAlertStore, type Db } from "@millrace/db";
import { systemClock } from "@millrace/services";
import { alertUseCases as bind } from "@millrace/services/alerts";
import type { Env } from "./env";

/** Incidents, their notifications, and the connection to Slack. */
export const alertUseCases = (env: Env, db: Db, rateLimiter: RateLimiter) => ({
  alerts: bind({
    admin: createAlertAdminStore(db),
    alerts: createAlertStore(db),
    clock: systemClock,
    publicUrl: env.MILLRACE_URL,
    rateLimiter,
    serverSecret: env.MILLRACE_SECRET,
    setup: { canConnect: env.SLACK_CLIENT !== undefined, hasSharedWorkspace: env.SLACK_BOT_TOKEN !== undefined },
  }),
});
