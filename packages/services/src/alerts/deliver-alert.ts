import { newId } from "@millrace/core";
import type { AlertMessage } from "@millrace/core/alerts";
import type { Clock } from "../clock";
import { DELIVERY_DEADLINE_MS, deliveryBackoffMs } from "./backoff";
import { type ChannelAnswer, type Channels, channelRemedy, isMessageRefusal } from "./channels";
import type { Pacer } from "./pacer";
import type { Delivery, DeliveryStore, Thread } from "./ports";

/** How long a claimed delivery belongs to its process; a process that dies gives it back. */
const LEASE_MS = 60_000;
const ORDER_WAIT_MS = 2_000;

export type DeliverDeps = {
  readonly deliveries: DeliveryStore;
  readonly channels: Channels;
  readonly pacer: Pacer;
  readonly clock: Clock;
  readonly random: () => number;
};

export type DeliveryOutcome = "sent" | "rescheduled" | "preview" | "dead" | "skipped";

/**
 * Sends one message. It is marked as sent only after the other side said so: a crash in between sends it again, and
 * nothing is ever lost in silence.
 */
export const deliverAlert =
  (deps: DeliverDeps) =>
  async (orgId: string, deliveryId: string): Promise<DeliveryOutcome> => {
    const { deliveries, clock } = deps;
    const delivery = await deliveries.claim(orgId, deliveryId, clock.now(), LEASE_MS);
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
    if (answer.kind === "refused" && isMessageRefusal(answer.error)) {
      const plain = await channel.send({ delivery, thread, textOnly: true });
      return settle(deps, delivery, thread, plain);
    }
    return settle(deps, delivery, thread, answer);
  };

async function settle(
  deps: DeliverDeps,
  delivery: Delivery,
  thread: Thread | null,
  answer: ChannelAnswer,
): Promise<DeliveryOutcome> {
  const { deliveries, clock } = deps;
  switch (answer.kind) {
    case "sent":
      await deliveries.markSent(delivery, { ...answer, at: clock.now(), threadTs: thread?.ts ?? null });
      if (delivery.destinationId) {
        await deliveries.markDestination(delivery.orgId, delivery.destinationId, {
          ok: true,
          reason: null,
          at: clock.now(),
        });
      }
      return "sent";
    case "rateLimited":
      return wait(deps, delivery, answer.retryAfterMs, "rate limited");
    case "notConnected":
      await deliveries.markPreview(delivery, answer.error);
      return "preview";
    case "unreachable":
      return retryLater(deps, delivery, answer.error);
    case "refused":
      return markUndeliverable(deps, delivery, answer.error, answer.response);
  }
}

async function wait(deps: DeliverDeps, delivery: Delivery, ms: number, why: string | null): Promise<DeliveryOutcome> {
  if (isOverdue(deps, delivery))
    return markUndeliverable(deps, delivery, why ?? "Not delivered after 24 hours of retries", null);
  await deps.deliveries.reschedule(delivery, new Date(deps.clock.now().getTime() + ms), why, {
    countsAsAttempt: false,
  });
  return "rescheduled";
}

async function retryLater(deps: DeliverDeps, delivery: Delivery, error: string): Promise<DeliveryOutcome> {
  if (isOverdue(deps, delivery)) return markUndeliverable(deps, delivery, error, null);
  const at = new Date(deps.clock.now().getTime() + deliveryBackoffMs(delivery.attempts, deps.random()));
  await deps.deliveries.reschedule(delivery, at, error, { countsAsAttempt: true });
  return "rescheduled";
}

/** Ends a delivery that cannot succeed: the channel is marked, and the message goes to the default channel. */
async function markUndeliverable(
  deps: DeliverDeps,
  delivery: Delivery,
  error: string,
  response: unknown,
): Promise<DeliveryOutcome> {
  const { deliveries, clock } = deps;
  const remedy = channelRemedy(error);
  if (remedy && delivery.destinationId) {
    const reason = `${error}: ${remedy}`;
    await deliveries.markDestination(delivery.orgId, delivery.destinationId, { ok: false, reason, at: clock.now() });
  }
  if (remedy && delivery.mode !== "edit") await redirect(deps, delivery, `${delivery.channel}: ${remedy}`);
  await deliveries.markDead(delivery, remedy ? `${error}: ${remedy}` : error, response);
  return "dead";
}

async function redirect({ deliveries, clock }: DeliverDeps, delivery: Delivery, warning: string): Promise<void> {
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
    notBefore: clock.now(),
    message: withWarning(delivery.message, warning),
  });
}

/** Says in the message why it arrives here. */
function withWarning(message: AlertMessage, warning: string): AlertMessage {
  const text = `:warning: Sent here because the owner's destination failed: ${warning.replace(/[&<>]/g, " ")}`;
  return {
    ...message,
    text: `${message.text} (${warning.replace(/[&<>]/g, " ")})`,
    blocks: [...message.blocks, { type: "context", elements: [{ type: "mrkdwn", text }] }],
  };
}

const isOverdue = ({ clock }: DeliverDeps, delivery: Delivery): boolean =>
  clock.now().getTime() - delivery.createdAt.getTime() > DELIVERY_DEADLINE_MS;

async function threadOf({ deliveries }: DeliverDeps, delivery: Delivery): Promise<Thread | null> {
  if (delivery.channelKind !== "slack" || delivery.mode === "post" || !delivery.incidentId) return null;
  return deliveries.findThread(delivery.orgId, delivery.incidentId, delivery.channel);
}
