import { createHmac } from "node:crypto";
import { webhookPayload } from "@millrace/core/alerts";
import type { Clock } from "../clock";
import type { Channel, ChannelAnswer } from "./channels";
import { ForbiddenAddressError, type WebhookClient } from "./webhook-client";

/** Returns the signing secret of a webhook in the format of Standard Webhooks, derived from the server's secret. */
export const webhookSecret = (serverSecret: string, orgId: string, destinationId: string): string =>
  `whsec_${createHmac("sha256", serverSecret).update(`webhook:${orgId}:${destinationId}`).digest("base64")}`;

/** Returns the value of `webhook-signature`: the HMAC-SHA256 of `id.timestamp.body`. */
export function signWebhook(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** Creates the channel of signed webhooks (Standard Webhooks): every attempt has the same ID and a new timestamp. */
export const createWebhookChannel = (deps: {
  client: WebhookClient;
  clock: Clock;
  serverSecret: string;
  /** For the operator's log: the address that a webhook's host resolves to, which tenants don't see. */
  onForbidden: (target: { orgId: string; deliveryId: string; address: string | null }) => void;
}): Channel => ({
  async send({ delivery }) {
    const body = JSON.stringify(webhookPayload(delivery));
    const timestamp = Math.floor(deps.clock.now().getTime() / 1_000);
    const secret = webhookSecret(deps.serverSecret, delivery.orgId, delivery.destinationId ?? "");
    const headers = {
      "content-type": "application/json",
      "user-agent": "Millrace-Webhooks/1",
      "webhook-id": delivery.id,
      "webhook-timestamp": String(timestamp),
      "webhook-signature": signWebhook(secret, delivery.id, timestamp, body),
    };
    try {
      return answerOf(await deps.client(delivery.channel, headers, body), delivery.channel);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!(error instanceof ForbiddenAddressError)) return { kind: "unreachable", error: message };
      deps.onForbidden({ orgId: delivery.orgId, deliveryId: delivery.id, address: error.address });
      return { kind: "rejected", cause: "request", error: message, response: null };
    }
  },
});

function answerOf(
  { status, body, retryAfter }: { status: number; body: string; retryAfter: string | null },
  channel: string,
): ChannelAnswer {
  if (status >= 200 && status < 300) return { kind: "sent", ts: null, channel, response: { status, body } };
  if (status === 410)
    return {
      kind: "rejected",
      cause: "destination",
      error: "The endpoint returned 410 Gone",
      remedy: "The endpoint no longer exists. Set another URL.",
      response: { status, body },
    };
  const seconds = Number(retryAfter);
  if (status === 429 && seconds > 0) return { kind: "rateLimited", retryAfterMs: Math.min(seconds, 3_600) * 1_000 };
  return { kind: "unreachable", error: `The endpoint returned ${status}` };
}
