import type { AlertTx, ChannelKind, DeliveryStatus, RoutingTable } from "@millrace/core/alerts";
import type { Prisma } from "../../generated/client";
import { sqlInPrisma } from "../../sql-in-prisma";
import { recordAudit } from "../audit/audit";
import { addDeliveries } from "./add-deliveries";
import { readHistory } from "./history";
import { toDestination, toIncident, toPolicy, toSilence } from "./rows";

/** Returns a deployment's incidents for a transaction that holds their lock. */
export function createAlertTx(tx: Prisma.TransactionClient, orgId: string, deploymentId: string): AlertTx {
  return {
    readHistory: (subject) => readHistory(tx, orgId, deploymentId, subject),

    listNewest: async (policyId, subject, kind) => {
      const newest = await tx.$queryRaw<{ id: string }[]>`
        select distinct on ("owner") "id" from "Incident"
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "subjectKind" = ${subject.kind}
          and "subject" = ${subject.name} and "policyId" = ${policyId} and "kind" = ${kind}
        order by "owner", "id" desc`;
      const rows = await tx.incident.findMany({ where: { orgId, id: { in: newest.map((row) => row.id) } } });
      return rows.map(toIncident);
    },

    listOpenSubjects: async (kind, names) => {
      const rows = await tx.incident.findMany({
        where: { orgId, deploymentId, subjectKind: kind, subject: { in: [...names] }, state: { not: "RESOLVED" } },
        select: { subject: true },
        distinct: ["subject"],
      });
      return rows.map((row) => row.subject);
    },

    listDue: async (now) => {
      const where = { orgId, deploymentId, state: "PENDING", notifyAt: { lte: now } };
      return (await tx.incident.findMany({ where, orderBy: [{ openedAt: "asc" }, { subject: "asc" }] })).map(
        toIncident,
      );
    },

    find: async (id) => {
      const row = await tx.incident.findUnique({ where: { orgId_id: { orgId, id } } });
      return row ? toIncident(row) : null;
    },

    listGroup: async (leadId) => {
      const rows = await tx.incident.findMany({
        where: { orgId, deploymentId, OR: [{ id: leadId }, { leadId }] },
        orderBy: [{ openedAt: "asc" }, { subject: "asc" }],
      });
      const incidents = rows.map(toIncident);
      return [...incidents.filter((it) => it.id === leadId), ...incidents.filter((it) => it.id !== leadId)];
    },

    save: async (incident, event) => {
      const { id, evidence, alsoNotified, warnings, failedPartitions, ...rest } = incident;
      const columns = {
        ...rest,
        evidence: (evidence ?? undefined) as Prisma.InputJsonObject | undefined,
        failedPartitions: [...failedPartitions],
        alsoNotified: [...alsoNotified],
        warnings: [...warnings],
        updatedAt: new Date(),
      };
      await tx.incident.upsert({
        where: { orgId_id: { orgId, id } },
        create: { orgId, id, ...columns },
        update: columns,
      });
      await tx.incidentEvent.create({
        data: {
          orgId,
          incidentId: id,
          type: event.type,
          runId: event.runId ?? null,
          data: (event.data ?? undefined) as Prisma.InputJsonValue | undefined,
        },
      });
    },

    nextRevision: async (id) => {
      const row = await tx.incident.update({
        where: { orgId_id: { orgId, id } },
        data: { revision: { increment: 1 } },
        select: { revision: true },
      });
      return row.revision;
    },

    listSilences: async (now) => {
      const rows = await tx.silence.findMany({ where: { orgId, endedAt: null, until: { gt: now } } });
      return rows.map(toSilence);
    },

    listPolicies: async () => {
      const rows = await tx.alertPolicy.findMany({ where: { orgId }, orderBy: { id: "asc" } });
      return rows.map(toPolicy);
    },

    loadRoutingTable: () => loadRoutingTable(tx, orgId, deploymentId),

    listNotified: async (incidentId) => {
      const rows = await tx.delivery.findMany({
        where: { orgId, incidentId, mode: "post", status: { not: "UNDELIVERED" } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        distinct: ["channelKind", "channel"],
        select: { channelKind: true, channel: true, destinationId: true, status: true },
      });
      return rows.map((row) => ({
        ...row,
        channelKind: row.channelKind as ChannelKind,
        status: row.status as DeliveryStatus,
      }));
    },

    recordAudit: (draft) => recordAudit(tx, orgId, draft),

    addDeliveries: (drafts) => addDeliveries(sqlInPrisma(tx), orgId, drafts),
  };
}

async function loadRoutingTable(
  tx: Prisma.TransactionClient,
  orgId: string,
  deploymentId: string,
): Promise<RoutingTable> {
  const [deployment, teams, destinations, installation] = await Promise.all([
    tx.deployment.findUniqueOrThrow({
      where: { orgId_id: { orgId, id: deploymentId } },
      select: { name: true, alertsEnabled: true, organization: { select: { slug: true } } },
    }),
    tx.team.findMany({ where: { orgId }, select: { id: true, slug: true } }),
    tx.destination.findMany({
      where: { orgId, OR: [{ teamId: { not: null } }, { deploymentId: null }, { deploymentId }] },
      orderBy: { createdAt: "asc" },
      select: { id: true, teamId: true, deploymentId: true, kind: true, target: true, severity: true },
    }),
    tx.slackInstallation.findFirst({
      where: { orgId, revokedAt: null },
      orderBy: { installedAt: "desc" },
      select: { defaultChannel: true },
    }),
  ]);
  return {
    orgSlug: deployment.organization.slug,
    deployment: deployment.name,
    sendsAlerts: deployment.alertsEnabled,
    teams,
    destinations: destinations.map(toDestination),
    slackDefaultChannel: installation?.defaultChannel ?? null,
  };
}
