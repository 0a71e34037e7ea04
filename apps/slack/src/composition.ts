import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { createDb, createDeliveryStore, createIdentityStores, createSlackInstallationStore } from "@millrace/db";
import { createOnce, createWorker, withRedis } from "@millrace/queue";
import { systemClock } from "@millrace/services";
import {
  createEmailChannel,
  createPacer,
  createWebhookChannel,
  deliverAlert,
  publicWebhookClient,
} from "@millrace/services/alerts";
import { createMailer, createSmtpTransport } from "@millrace/services/mail";
import { createSecretBox } from "@millrace/services/variables";
import { createLogger, createMetrics, observeJobs, startHealthServer, stopOnce } from "@millrace/telemetry";
import { createSlackApp } from "./app";
import { startDueDeliveries } from "./delivery/due-deliveries";
import { createSlackChannel } from "./delivery/slack-channel";
import { createTokens } from "./delivery/tokens";
import type { Env } from "./env";

const CONCURRENCY = 8;
const STOP_GRACE_MS = 10_000;

export type SlackService = { readonly port: number; readonly healthPort: number; stop(): Promise<void> };

/** Wires and starts the Slack app and the consumer of alerts; several can run concurrently. */
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
  const { mails } = createIdentityStores(db);
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
  const { app, receiver } = createSlackApp({
    // Without a secret nothing that claims to come from Slack is believed.
    signingSecret: env.SLACK_SIGNING_SECRET ?? randomBytes(32).toString("hex"),
    apiUrl: env.SLACK_API_URL,
    sharedToken: env.SLACK_BOT_TOKEN,
    log,
    findOrgOfTeam: installations.unscopedFindOrg,
    tokens,
    signatures: once,
    revoke: (teamId) => installations.unscopedRevoke(teamId, systemClock.now()),
  });
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
  const health = await startHealthServer({
    port: env.HEALTH_PORT,
    host: env.HEALTH_HOST,
    registry: metrics.registry,
    checks: {
      database: () => deliveries.unscopedNextDueMs(),
      redis: () => withRedis(env.REDIS_URL, (redis) => redis.ping()),
    },
  });
  log.info(
    { port, healthPort: health.port, workspace: env.SLACK_BOT_TOKEN ? "shared" : "per organization" },
    "slack ready",
  );

  const shutDown = async () => {
    await receiver.stop();
    await due.stop();
    await consumer.close(STOP_GRACE_MS);
    await health.close();
    await Promise.all([db.close(), once.close()]);
    log.info({}, "slack stopped");
  };
  return {
    port,
    healthPort: health.port,
    stop: stopOnce(shutDown),
  };
}
