import type { Db } from "../../db";
import type { Delivery as DeliveryRow, Prisma } from "../../generated/client";
import { addDeliveries, type DeliveryDraft } from "./add-deliveries";

type Ref = { readonly orgId: string; readonly id: string };
type Sent = { at: Date; ts: string | null; channel: string; response: unknown; threadTs: string | null };

const asJson = (value: unknown) => (value ?? undefined) as Prisma.InputJsonValue | undefined;
const byId = ({ orgId, id }: Ref) => ({ orgId_id: { orgId, id } });

/** Deliveries on their way out. */
export const createDeliveryStore = ({ prisma }: Db) => ({
  claim: async (orgId: string, deliveryId: string, now: Date, leaseMs: number) => {
    const [row] = await prisma.delivery.updateManyAndReturn({
      where: { orgId, id: deliveryId, status: { in: ["PENDING", "SENDING"] }, notBefore: { lte: now } },
      data: { status: "SENDING", attempts: { increment: 1 }, notBefore: new Date(now.getTime() + leaseMs) },
    });
    return row ? toDelivery(row) : null;
  },

  hasEarlier: async (delivery: DeliveryPlace & { incidentId: string | null; revision: number }) => {
    if (!delivery.incidentId) return false;
    const { orgId, incidentId, channelKind, channel, revision } = delivery;
    const place = { orgId, incidentId, channelKind, channel, revision: { lt: revision } };
    const earlier = await prisma.delivery.count({
      where: { ...place, OR: [{ status: "SENDING" }, { status: "PENDING", mode: { not: "edit" } }] },
    });
    return earlier > 0;
  },

  findThread: (orgId: string, incidentId: string, channel: string) =>
    prisma.slackThread.findUnique({
      where: { orgId_incidentId_channel: { orgId, incidentId, channel } },
      select: { ts: true, channelId: true },
    }),

  markSent: async (
    delivery: Ref & DeliveryPlace & { incidentId: string | null; mode: string; revision: number },
    sent: Sent,
  ) => {
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

  markPreview: async (delivery: Ref, reason: string) => {
    await prisma.delivery.update({ where: byId(delivery), data: { status: "PREVIEW", error: reason } });
  },

  markDead: async (delivery: Ref, error: string, response: unknown) => {
    await prisma.delivery.update({
      where: byId(delivery),
      data: { status: "UNDELIVERED", error, response: asJson(response) },
    });
  },

  reschedule: async (delivery: Ref, at: Date, error: string | null, options: { countsAsAttempt: boolean }) => {
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

  markDestination: async (orgId: string, id: string, health: { ok: boolean; reason: string | null; at: Date }) => {
    await prisma.destination.updateMany({
      where: { orgId, id, ...(health.ok ? { health: { not: "ok" } } : {}) },
      data: { health: health.ok ? "ok" : "failing", healthReason: health.reason, healthAt: health.at },
    });
  },

  findFallback: async (delivery: DeliveryPlace & { incidentId: string | null }) => {
    const { orgId, incidentId, channelKind, channel } = delivery;
    const incident = incidentId
      ? await prisma.incident.findUnique({ where: { orgId_id: { orgId, id: incidentId } } })
      : null;
    const places = await prisma.destination.findMany({
      where: { orgId, teamId: null, OR: [{ deploymentId: null }, { deploymentId: incident?.deploymentId ?? "" }] },
      orderBy: [{ deploymentId: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
    });
    const place = places.find((it) => it.kind !== channelKind || it.target !== channel);
    if (place) return { id: place.id, kind: place.kind as ChannelKind, target: place.target };
    const installation = await prisma.slackInstallation.findFirst({ where: { orgId, revokedAt: null } });
    const target = installation?.defaultChannel;
    return target && target !== channel ? { id: null, kind: "slack" as const, target } : null;
  },

  add: (orgId: string, delivery: DeliveryDraft) => prisma.$transaction((tx) => addDeliveries(tx, orgId, [delivery])),

  unscopedListDue: async (now: Date, limit: number) => {
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
export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

type ChannelKind = "slack" | "email" | "webhook";
type DeliveryPlace = { readonly orgId: string; readonly channelKind: string; readonly channel: string };

const toDelivery = (row: DeliveryRow) => ({
  ...row,
  channelKind: row.channelKind as ChannelKind,
  mode: row.mode as "post" | "edit" | "reply",
  status: row.status as "PENDING" | "SENDING" | "SENT" | "PREVIEW" | "UNDELIVERED",
  // The message is what the same code rendered.
  message: row.message as never,
});
