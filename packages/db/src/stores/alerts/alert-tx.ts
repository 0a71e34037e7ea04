import type { AuditDraft } from "@millrace/core/identity";
import type { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";
import { addDeliveries, type DeliveryDraft } from "./add-deliveries";
import { readHistory } from "./history";
import { type IncidentRecord, toIncident } from "./incident-row";

type Subject = { kind: "job" | "asset" | "location"; name: string };

/** A deployment's incidents while this transaction holds their lock. */
export function createAlertTx(tx: Prisma.TransactionClient, orgId: string, deploymentId: string) {
  return {
    readHistory: (subject: Subject) => readHistory(tx, orgId, deploymentId, subject),

    listNewest: async (policyId: string, subject: Subject, kind: string) => {
      const newest = await tx.$queryRaw<{ id: string }[]>`
        select distinct on ("owner") "id" from "Incident"
        where "orgId" = ${orgId} and "deploymentId" = ${deploymentId} and "subjectKind" = ${subject.kind}
          and "subject" = ${subject.name} and "policyId" = ${policyId} and "kind" = ${kind}
        order by "owner", "id" desc`;
      const rows = await tx.incident.findMany({ where: { orgId, id: { in: newest.map((row) => row.id) } } });
      return rows.map(toIncident);
    },

    listOpenSubjects: async (kind: string, names: readonly string[]) => {
      const rows = await tx.incident.findMany({
        where: { orgId, deploymentId, subjectKind: kind, subject: { in: [...names] }, state: { not: "RESOLVED" } },
        select: { subject: true },
        distinct: ["subject"],
      });
      return rows.map((row) => row.subject);
    },

    listDue: async (now: Date) => {
      const where = { orgId, deploymentId, state: "PENDING", notifyAt: { lte: now } };
      return (await tx.incident.findMany({ where, orderBy: [{ openedAt: "asc" }, { subject: "asc" }] })).map(
        toIncident,
      );
    },

    find: async (id: string) => {
      const row = await tx.incident.findUnique({ where: { orgId_id: { orgId, id } } });
      return row ? toIncident(row) : null;
    },

    listGroup: async (leadId: string) => {
      const rows = await tx.incident.findMany({
        where: { orgId, deploymentId, OR: [{ id: leadId }, { leadId }] },
        orderBy: [{ openedAt: "asc" }, { subject: "asc" }],
      });
      const incidents = rows.map(toIncident);
      return [...incidents.filter((it) => it.id === leadId), ...incidents.filter((it) => it.id !== leadId)];
    },

    save: async (incident: SavedIncident, event: { type: string; runId?: string | null; data?: unknown }) => {
      const { id, evidence, alsoNotified, warnings, ...rest } = incident;
      const columns = {
        ...rest,
        evidence: (evidence ?? undefined) as Prisma.InputJsonValue | undefined,
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

    nextRevision: async (id: string) => {
      const row = await tx.incident.update({
        where: { orgId_id: { orgId, id } },
        data: { revision: { increment: 1 } },
        select: { revision: true },
      });
      return row.revision;
    },

    listSilences: async (now: Date) => {
      const rows = await tx.silence.findMany({ where: { orgId, endedAt: null, until: { gt: now } } });
      return rows.map(({ orgId: _, ...row }) => ({ ...row, scope: row.scope as SilenceScope }));
    },

    listPolicies: async () => {
      const rows = await tx.alertPolicy.findMany({ where: { orgId }, orderBy: { id: "asc" } });
      return rows.map(({ orgId: _, updatedAt: __, updatedBy: ___, ...row }) => ({
        ...row,
        selector: row.selector as { jobs?: string[]; assets?: string[] } | null,
        destinations: row.destinations as string[] | null,
      }));
    },

    loadRoutingTable: () => loadRoutingTable(tx, orgId, deploymentId),

    listTold: async (incidentId: string) => {
      const rows = await tx.delivery.findMany({
        where: { orgId, incidentId, mode: "post", status: { not: "UNDELIVERED" } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        distinct: ["channelKind", "channel"],
        select: { channelKind: true, channel: true, destinationId: true, status: true },
      });
      return rows.map((row) => ({
        ...row,
        channelKind: row.channelKind as "slack" | "email" | "webhook",
        status: row.status as "PENDING" | "SENDING" | "SENT" | "PREVIEW" | "UNDELIVERED",
      }));
    },

    recordAudit: (draft: AuditDraft) => recordAudit(tx, orgId, draft),

    addDeliveries: (drafts: readonly DeliveryDraft[]) => addDeliveries(tx, orgId, drafts),
  };
}

type SavedIncident = Omit<IncidentRecord, "evidence" | "alsoNotified" | "warnings"> & {
  readonly evidence: unknown;
  readonly alsoNotified: readonly string[];
  readonly warnings: readonly string[];
};
type SilenceScope = "incident" | "subject" | "owner" | "policy" | "deployment";

async function loadRoutingTable(tx: Prisma.TransactionClient, orgId: string, deploymentId: string) {
  const [deployment, teams, places, installation] = await Promise.all([
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
    places: places.map((place) => ({ ...place, kind: place.kind as "slack" | "email" | "webhook" })),
    slackDefaultChannel: installation?.defaultChannel ?? null,
  };
}
