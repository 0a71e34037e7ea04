import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { roleCan } from "@millrace/core/identity";
import { createDb, createDeliveryStore, createIdentityStores, createSlackInstallationStore } from "@millrace/db";
import { createOnce, createWorker, withRedis } from "@millrace/queue";
import { systemClock } from "@millrace/services";
import {
  createEmailChannel,
  createPacer,
  createWebhookChannel,
  deliverAlert,
  INSTALL_STATE_MS,
  publicWebhookClient,
} from "@millrace/services/alerts";
import { createMailer, createSmtpTransport } from "@millrace/services/mail";
import { createSecretBox } from "@millrace/services/variables";
import { createLogger, createMetrics, observeJobs, stopOnce } from "@millrace/telemetry";
import { createSlackApp } from "./app";
import { startDueDeliveries } from "./delivery/due-deliveries";
import { createSlackChannel } from "./delivery/slack-channel";
import { createTokens } from "./delivery/tokens";
import type { Env } from "./env";
import { healthRoutes } from "./http/health-routes";
import { installRoutes } from "./http/install-routes";

const CONCURRENCY = 8;
const STOP_GRACE_MS = 10_000;

export type SlackService = { readonly port: number; stop(): Promise<void> };

/** Wires and starts the Slack app and the consumer of alerts; several may run at once. */
export async function startSlackService(env: Env): Promise<SlackService> {
  const log = createLogger({ name: "slack", level: env.LOG_LEVEL });
  const metrics = createMetrics({ app: "slack" });
  const sent = metrics.counter("alert_deliveries_total", "Attempts to deliver an alert", ["outcome"]);
  const db = createDb({
    url: env.DATABASE_URL,
    applicationName: "millrace-slack",
    onError: (error) => log.warn({ err: error }, "a connection was interrupted"),
  });
  const deliveries = createDeliveryStore(db);
  const installations = createSlackInstallationStore(db);
  const { access, mails } = createIdentityStores(db);
  const secretBox = createSecretBox(env.MILLRACE_ENCRYPTION_KEYS);
  const tokens = createTokens({ installations, secretBox, sharedToken: env.SLACK_BOT_TOKEN });

  const deliver = deliverAlert({
    deliveries,
    channels: {
      slack: createSlackChannel({ tokens, apiUrl: env.SLACK_API_URL }),
      email: createEmailChannel({
        transport: env.SMTP_URL ? createSmtpTransport({ url: env.SMTP_URL, from: env.MAIL_FROM }) : null,
        localOutbox: createMailer(mails, "local"),
      }),
      webhook: createWebhookChannel({
        client: publicWebhookClient,
        clock: systemClock,
        serverSecret: env.MILLRACE_SECRET,
        onForbidden: (target) => log.warn(target, "a webhook doesn't lead to the public internet"),
      }),
    },
    pacer: createPacer(systemClock),
    clock: systemClock,
    random: Math.random,
  });
  const deliverOne = async (orgId: string, deliveryId: string): Promise<void> => {
    const outcome = await deliver(orgId, deliveryId);
    if (outcome === "skipped") return;
    sent.inc({ outcome });
    log[outcome === "undeliverable" ? "warn" : "info"]({ orgId, deliveryId, outcome }, "alert handled");
  };

  const once = createOnce({
    url: env.REDIS_URL,
    onError: (error) => log.warn({ err: error }, "Redis was interrupted"),
  });
  const routes = healthRoutes(metrics, {
    database: () => deliveries.unscopedNextDueMs(),
    redis: () => withRedis(env.REDIS_URL, (redis) => redis.ping()),
  });
  const { app, receiver } = createSlackApp({
    // Without a secret nothing that claims to come from Slack is believed.
    signingSecret: env.SLACK_SIGNING_SECRET ?? randomBytes(32).toString("hex"),
    apiUrl: env.SLACK_API_URL,
    sharedToken: env.SLACK_BOT_TOKEN,
    routes: [...routes, ...installRoutesOf(env)],
    log,
    findOrgOfTeam: installations.unscopedFindOrg,
    tokens,
    signatures: once,
    revoke: (teamId) => installations.unscopedRevoke(teamId, systemClock.now()),
  });
  function installRoutesOf({ SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret }: Env) {
    if (!clientId || !clientSecret) return [];
    return installRoutes({
      clientId,
      clientSecret,
      secret: env.MILLRACE_SECRET,
      publicUrl: env.SLACK_PUBLIC_URL ?? env.MILLRACE_URL,
      dashboardUrl: env.MILLRACE_URL,
      apiUrl: env.SLACK_API_URL,
      secretBox,
      mayConnect: async ({ orgId, orgSlug, userId }) => {
        const member = await access.findMembership(userId, orgSlug);
        return member?.orgId === orgId && roleCan(member.role, "slack:manage");
      },
      claimState: (state) => once.claim(`slack-install:${state}`, INSTALL_STATE_MS),
      save: installations.save,
      onError: (error) => log.error({ err: error }, "an installation failed"),
    });
  }

  const consumer = await createWorker({
    url: env.REDIS_URL,
    queue: "alerts",
    concurrency: CONCURRENCY,
    handlers: { deliverAlert: ({ orgId, deliveryId }) => deliverOne(orgId, deliveryId) },
    ...observeJobs({ log, metrics }),
  });
  const due = startDueDeliveries({
    listDue: deliveries.unscopedListDue,
    nextDueMs: deliveries.unscopedNextDueMs,
    deliver: deliverOne,
    onError: (error) => log.error({ err: error }, "background work failed"),
  });
  const server = await app.start(env.PORT);
  const port = ((server as import("node:http").Server).address() as AddressInfo).port;
  log.info({ port, workspace: env.SLACK_BOT_TOKEN ? "shared" : "per organization" }, "slack ready");

  const shutDown = async () => {
    await receiver.stop();
    await due.stop();
    await consumer.close(STOP_GRACE_MS);
    await Promise.all([db.close(), once.close()]);
    log.info({}, "slack stopped");
  };
  return {
    port,
    stop: stopOnce(shutDown),
  };
}
