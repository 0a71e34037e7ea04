import type { Delivery, DeliveryStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import type { Prisma, Delivery as StoredDelivery } from "../../generated/client";
import { json, sql } from "../../sql";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { addDeliveries, fromNow } from "./add-deliveries";
import { toDelivery, toDestination } from "./rows";

const byId = ({ orgId, id }: Pick<Delivery, "orgId" | "id">) => ({ orgId_id: { orgId, id } });
const isDue = sql`"status" in ('PENDING', 'SENDING') and "notBefore" <= now()`;

/** Creates the storage of deliveries while they are sent. */
export const createDeliveryStore = (db: Db): DeliveryStore =>
  scopedStore<DeliveryStore>({
    claim: async (orgId, deliveryId, leaseMs) => {
      const [row] = await db.query<StoredDelivery & { ageMs: number }>(sql`
      update "Delivery" set "status" = 'SENDING', "attempts" = "attempts" + 1, "notBefore" = ${fromNow(leaseMs)}
      where "orgId" = ${orgId} and "id" = ${deliveryId} and ${isDue}
      returning *, extract(epoch from now() - "createdAt") * 1000 as "ageMs"`);
      return row ? { ...toDelivery(row), ageMs: row.ageMs } : null;
    },

    hasEarlier: async (delivery) => {
      if (!delivery.incidentId) return false;
      const { orgId, incidentId, channelKind, channel, revision } = delivery;
      const before = { orgId, incidentId, channelKind, channel, revision: { lt: revision } };
      const earlier = await db.prisma.delivery.count({
        where: { ...before, OR: [{ status: "SENDING" }, { status: "PENDING", mode: { not: "edit" } }] },
      });
      return earlier > 0;
    },

    findThread: (orgId, incidentId, channel) =>
      db.prisma.slackThread.findFirst({
        where: { orgId, incidentId, channel },
        select: { ts: true, channelId: true },
      }),

    markSent: async (delivery, sent) => {
      const { orgId, incidentId, channel, revision } = delivery;
      await db.prisma.$transaction(async (tx) => {
        await sqlInPrisma(tx).execute(sql`
        update "Delivery" set "status" = 'SENT', "sentAt" = now(), "ts" = ${sent.ts}, "threadTs" = ${sent.threadTs},
          "response" = ${json(sent.response)}::jsonb, "error" = null
        where "orgId" = ${orgId} and "id" = ${delivery.id}`);
        const startsThread = delivery.mode !== "edit" && sent.threadTs === null;
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
      await db.prisma.delivery.update({ where: byId(delivery), data: { status: "PREVIEW", error: reason } });
    },

    markUndelivered: async (delivery, error, response) => {
      await db.prisma.delivery.update({
        where: byId(delivery),
        data: { status: "UNDELIVERED", error, response: (response ?? undefined) as Prisma.InputJsonValue | undefined },
      });
    },

    reschedule: async ({ orgId, id }, delayMs, error, { countsAsAttempt }) => {
      await db.execute(sql`
      update "Delivery" set "status" = 'PENDING', "notBefore" = ${fromNow(delayMs)},
        "error" = coalesce(${error}, "error"), "attempts" = "attempts" - ${countsAsAttempt ? 0 : 1}
      where "orgId" = ${orgId} and "id" = ${id}`);
    },

    markDestination: async (orgId, id, failure) => {
      await db.execute(sql`
      update "Destination" set "health" = ${failure === null ? "ok" : "failing"}, "healthReason" = ${failure},
        "healthAt" = now()
      where "orgId" = ${orgId} and "id" = ${id}
        and (${failure}::text is not null or "health" <> 'ok' or "healthAt" is null)`);
    },

    findFallback: async (delivery) => {
      const { orgId, incidentId, revision } = delivery;
      const incident = incidentId ? await db.prisma.incident.findFirst({ where: { orgId, id: incidentId } }) : null;
      const [defaults, installation, tried] = await Promise.all([
        db.prisma.destination.findMany({
          where: { orgId, teamId: null, OR: [{ deploymentId: null }, { deploymentId: incident?.deploymentId ?? "" }] },
          orderBy: [{ deploymentId: { sort: "asc", nulls: "last" } }, { createdAt: "asc" }],
        }),
        db.prisma.slackInstallation.findFirst({ where: { orgId, revokedAt: null }, orderBy: { installedAt: "desc" } }),
        db.prisma.delivery.findMany({
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

    add: (orgId, delivery) => db.transaction((tx) => addDeliveries(tx, orgId, [delivery])),

    unscopedListDue: (limit) =>
      db.query(sql`
      select "orgId", "id" as "deliveryId" from "Delivery" where ${isDue} order by "notBefore" limit ${limit}`),

    unscopedNextDueMs: async () => {
      const [next] = await db.query<{ ms: number | null }>(sql`
      select extract(epoch from min("notBefore") - now()) * 1000 as "ms" from "Delivery"
      where "status" in ('PENDING', 'SENDING')`);
      return next?.ms ?? null;
    },
  });
