import type { Delivery, DeliveryStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import type { Prisma } from "../../generated/client";
import { addDeliveries } from "./add-deliveries";
import { toDelivery, toDestination } from "./rows";

const asJson = (value: unknown) => (value ?? undefined) as Prisma.InputJsonValue | undefined;
const byId = ({ orgId, id }: Pick<Delivery, "orgId" | "id">) => ({ orgId_id: { orgId, id } });

/** What sending deliveries needs from the database. */
export const createDeliveryStore = ({ prisma }: Db): DeliveryStore => ({
  claim: async (orgId, deliveryId, now, leaseMs) => {
    const [row] = await prisma.delivery.updateManyAndReturn({
      where: { orgId, id: deliveryId, status: { in: ["PENDING", "SENDING"] }, notBefore: { lte: now } },
      data: { status: "SENDING", attempts: { increment: 1 }, notBefore: new Date(now.getTime() + leaseMs) },
    });
    return row ? toDelivery(row) : null;
  },

  hasEarlier: async (delivery) => {
    if (!delivery.incidentId) return false;
    const { orgId, incidentId, channelKind, channel, revision } = delivery;
    const before = { orgId, incidentId, channelKind, channel, revision: { lt: revision } };
    const earlier = await prisma.delivery.count({
      where: { ...before, OR: [{ status: "SENDING" }, { status: "PENDING", mode: { not: "edit" } }] },
    });
    return earlier > 0;
  },

  findThread: (orgId, incidentId, channel) =>
    prisma.slackThread.findUnique({
      where: { orgId_incidentId_channel: { orgId, incidentId, channel } },
      select: { ts: true, channelId: true },
    }),

  markSent: async (delivery, sent) => {
    const { orgId, incidentId, channel, revision } = delivery;
    await prisma.$transaction(async (tx) => {
      await tx.delivery.update({
        where: byId(delivery),
        data: {
          status: "SENT",
          sentAt: sent.at,
          ts: sent.ts,
          threadTs: sent.threadTs,
          response: asJson(sent.response),
          error: null,
        },
      });
      const startsThread = delivery.channelKind === "slack" && delivery.mode !== "edit" && sent.threadTs === null;
      if (!startsThread || !incidentId || !sent.ts) return;
      const thread = { channelId: sent.channel, ts: sent.ts, revision };
      await tx.slackThread.upsert({
        where: { orgId_incidentId_channel: { orgId, incidentId, channel } },
        create: { orgId, incidentId, channel, ...thread },
        update: thread,
      });
    });
  },

  markPreview: async (delivery, reason) => {
    await prisma.delivery.update({ where: byId(delivery), data: { status: "PREVIEW", error: reason } });
  },

  markUndelivered: async (delivery, error, response) => {
    await prisma.delivery.update({
      where: byId(delivery),
      data: { status: "UNDELIVERED", error, response: asJson(response) },
    });
  },

  reschedule: async (delivery, at, error, options) => {
    await prisma.delivery.update({
      where: byId(delivery),
      data: {
        status: "PENDING",
        notBefore: at,
        ...(error === null ? {} : { error }),
        ...(options.countsAsAttempt ? {} : { attempts: { decrement: 1 } }),
      },
    });
  },

  markDestination: async (orgId, id, health) => {
    await prisma.destination.updateMany({
      where: { orgId, id, ...(health.ok ? { health: { not: "ok" } } : {}) },
      data: { health: health.ok ? "ok" : "failing", healthReason: health.reason, healthAt: health.at },
    });
  },

  findFallback: async (delivery) => {
    const { orgId, incidentId, revision } = delivery;
    const incident = incidentId
      ? await prisma.incident.findUnique({ where: { orgId_id: { orgId, id: incidentId } } })
      : null;
    const [defaults, installation, tried] = await Promise.all([
      prisma.destination.findMany({
        where: { orgId, teamId: null, OR: [{ deploymentId: null }, { deploymentId: incident?.deploymentId ?? "" }] },
        orderBy: [{ deploymentId: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
      }),
      prisma.slackInstallation.findFirst({ where: { orgId, revokedAt: null }, orderBy: { installedAt: "desc" } }),
      prisma.delivery.findMany({
        where: { orgId, incidentId, revision },
        select: { channelKind: true, channel: true },
      }),
    ]);
    const ofSlack = installation?.defaultChannel
      ? [{ id: null, kind: "slack" as const, target: installation.defaultChannel }]
      : [];
    const candidates = [...defaults.map(toDestination), ...ofSlack];
    const untried = candidates.find(
      ({ kind, target }) => !tried.some((it) => it.channelKind === kind && it.channel === target),
    );
    return untried ? { id: untried.id, kind: untried.kind, target: untried.target } : null;
  },

  add: (orgId, delivery) => prisma.$transaction((tx) => addDeliveries(tx, orgId, [delivery])),

  unscopedListDue: async (now, limit) => {
    const rows = await prisma.delivery.findMany({
      where: { status: { in: ["PENDING", "SENDING"] }, notBefore: { lte: now } },
      orderBy: { notBefore: "asc" },
      take: limit,
      select: { orgId: true, id: true },
    });
    return rows.map(({ orgId, id }) => ({ orgId, deliveryId: id }));
  },

  unscopedNextDue: async () => {
    const next = await prisma.delivery.findFirst({
      where: { status: { in: ["PENDING", "SENDING"] } },
      orderBy: { notBefore: "asc" },
      select: { notBefore: true },
    });
    return next?.notBefore ?? null;
  },
});
