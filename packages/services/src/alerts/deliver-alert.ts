import { newId } from "@millrace/core";
import {
  type AlertMessage,
  CHANNEL_CAPABILITIES,
  type ClaimedDelivery,
  type DeliveryStore,
  type Thread,
} from "@millrace/core/alerts";
import type { Clock } from "../clock";
import { DELIVERY_DEADLINE_MS, deliveryBackoffMs } from "./backoff";
import type { ChannelAnswer, ChannelRejection, Channels } from "./channels";
import type { Pacer } from "./pacer";

/** How long a claim lasts, so that another process can take over from one that died. */
const LEASE_MS = 60_000;
const ORDER_WAIT_MS = 2_000;

export type DeliverDeps = {
  readonly deliveries: DeliveryStore;
  readonly channels: Channels;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly random: () => number;
};

export type DeliveryOutcome = "sent" | "rescheduled" | "preview" | "undeliverable" | "skipped";

/**
 * Sends one message and marks it as sent only after the channel confirmed it. A crash in between sends it again.
 */
export const deliverAlert =
  (deps: DeliverDeps) =>
  async (orgId: string, deliveryId: string): Promise<DeliveryOutcome> => {
    const { deliveries } = deps;
    const delivery = await deliveries.claim(orgId, deliveryId, LEASE_MS);
    if (!delivery) return "skipped";
    if (await deliveries.hasEarlier(delivery)) return wait(deps, delivery, ORDER_WAIT_MS, null);

    const thread = await threadOf(deps, delivery);
    if (delivery.mode === "edit" && thread === null) {
      await deliveries.markPreview(delivery, "Nothing to update: the original message was never sent.");
      return "preview";
    }
    const turnMs = deps.pacer.take(`${orgId}:${delivery.channelKind}:${delivery.channel}`);
    if (turnMs > 0) return wait(deps, delivery, turnMs, null);

    const channel = deps.channels[delivery.channelKind];
    const answer = await channel.send({ delivery, thread, textOnly: false });
    if (answer.kind === "rejected" && answer.cause === "message") {
      const plain = await channel.send({ delivery, thread, textOnly: true });
      return settle(deps, delivery, thread, plain);
    }
    return settle(deps, delivery, thread, answer);
  };

async function settle(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  thread: Thread | null,
  answer: ChannelAnswer,
): Promise<DeliveryOutcome> {
  const { deliveries } = deps;
  switch (answer.kind) {
    case "sent":
      await deliveries.markSent(delivery, { ...answer, threadTs: thread?.ts ?? null });
      if (delivery.destinationId) await deliveries.markDestination(delivery.orgId, delivery.destinationId, null);
      return "sent";
    case "rateLimited":
      return wait(deps, delivery, answer.retryAfterMs, "rate limited");
    case "notConnected":
      await deliveries.markPreview(delivery, answer.error);
      return "preview";
    case "unreachable":
      return retryLater(deps, delivery, answer.error);
    case "rejected":
      return markUndeliverable(deps, delivery, answer);
  }
}

async function wait(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  ms: number,
  why: string | null,
): Promise<DeliveryOutcome> {
  if (isOverdue(delivery))
    return markUndeliverable(deps, delivery, expired(why ?? "Not delivered after 24 hours of retries"));
  await deps.deliveries.reschedule(delivery, ms, why, { countsAsAttempt: false });
  return "rescheduled";
}

async function retryLater(deps: DeliverDeps, delivery: ClaimedDelivery, error: string): Promise<DeliveryOutcome> {
  if (isOverdue(delivery)) return markUndeliverable(deps, delivery, expired(error));
  const delayMs = deliveryBackoffMs(delivery.attempts, deps.random());
  await deps.deliveries.reschedule(delivery, delayMs, error, { countsAsAttempt: true });
  return "rescheduled";
}

const expired = (error: string): ChannelRejection => ({ kind: "rejected", cause: "request", error, response: null });

/** Ends a delivery. If its destination is at fault, marks the destination and sends the message to a default one. */
async function markUndeliverable(
  deps: DeliverDeps,
  delivery: ClaimedDelivery,
  { cause, error, remedy, response }: ChannelRejection,
): Promise<DeliveryOutcome> {
  const { deliveries } = deps;
  const reason = remedy ? `${error}: ${remedy}` : error;
  if (cause === "destination") {
    if (delivery.destinationId) await deliveries.markDestination(delivery.orgId, delivery.destinationId, reason);
    if (delivery.mode !== "edit" && delivery.incidentId) await redirect(deps, delivery, remedy ?? error);
  }
  await deliveries.markUndelivered(delivery, reason, response);
  return "undeliverable";
}

async function redirect({ deliveries, clock }: DeliverDeps, delivery: ClaimedDelivery, remedy: string): Promise<void> {
  const fallback = await deliveries.findFallback(delivery);
  if (!fallback) return;
  await deliveries.add(delivery.orgId, {
    id: newId("delivery", clock.now().getTime()),
    incidentId: delivery.incidentId,
    destinationId: fallback.id,
    channelKind: fallback.kind,
    channel: fallback.target,
    revision: delivery.revision,
    kind: delivery.kind,
    mode: delivery.mode,
    status: "PENDING",
    delayMs: 0,
    message: withNote(delivery.message, `Sent here because ${delivery.channel} failed: ${remedy}`),
  });
}

const withNote = (message: AlertMessage, note: string): AlertMessage =>
  message.type === "incident" ? { ...message, note } : message;

const isOverdue = (delivery: ClaimedDelivery): boolean => delivery.ageMs > DELIVERY_DEADLINE_MS;

async function threadOf({ deliveries }: DeliverDeps, delivery: ClaimedDelivery): Promise<Thread | null> {
  const { canThread } = CHANNEL_CAPABILITIES[delivery.channelKind];
  if (!canThread || delivery.mode === "post" || !delivery.incidentId) return null;
  return deliveries.findThread(delivery.orgId, delivery.incidentId, delivery.channel);
}
