import type { AlertAdminStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { DELIVERY_INCIDENT, toDeliveryRow, toIncident } from "./rows";

const EVENTS_MAX = 200;
const DELIVERIES_MAX = 100;

export const createIncidentReads = ({
  prisma,
}: Db): Pick<AlertAdminStore, "listIncidents" | "countIncidents" | "findIncident"> => ({
  listIncidents: async (orgId, deploymentId, filter) => {
    const rows = await prisma.incident.findMany({
      where: {
        orgId,
        deploymentId,
        ...(filter.states ? { state: { in: [...filter.states] } } : {}),
        ...(filter.owner ? { owner: filter.owner } : {}),
        ...(filter.subject ? { subject: filter.subject } : {}),
        ...(filter.muted === undefined ? {} : { muted: filter.muted ? { not: null } : null }),
        ...(filter.beforeId ? { id: { lt: filter.beforeId } } : {}),
      },
      orderBy: { id: "desc" },
      take: filter.limit,
    });
    const leads = [...new Set(rows.map((row) => row.leadId ?? row.id))];
    const sent = await prisma.delivery.findMany({
      where: { orgId, incidentId: { in: leads }, status: { not: "PREVIEW" } },
      select: { incidentId: true },
      distinct: ["incidentId"],
    });
    const reached = new Set(sent.map((delivery) => delivery.incidentId));
    return rows.map((row) => ({ ...toIncident(row), isReached: reached.has(row.leadId ?? row.id) }));
  },

  countIncidents: async (orgId, deploymentId) => {
    const counts = await prisma.incident.groupBy({ by: ["state"], where: { orgId, deploymentId }, _count: true });
    return Object.fromEntries(counts.map((row) => [row.state, row._count]));
  },

  findIncident: async (orgId, deploymentId, id) => {
    const row = await prisma.incident.findFirst({ where: { orgId, deploymentId, id } });
    if (!row) return null;
    const leadId = row.leadId ?? row.id;
    const [events, deliveries, sharing] = await Promise.all([
      prisma.incidentEvent.findMany({ where: { orgId, incidentId: id }, orderBy: { id: "desc" }, take: EVENTS_MAX }),
      prisma.delivery.findMany({
        where: { orgId, incidentId: leadId },
        include: DELIVERY_INCIDENT,
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: DELIVERIES_MAX,
      }),
      prisma.incident.findMany({
        where: { orgId, deploymentId, id: { not: id }, OR: [{ id: leadId }, { leadId }] },
        orderBy: { subject: "asc" },
      }),
    ]);
    return {
      incident: toIncident(row),
      events: events.map((event) => ({
        id: Number(event.id),
        at: event.at,
        type: event.type,
        runId: event.runId,
        data: event.data,
      })),
      deliveries: deliveries.map(toDeliveryRow),
      sharing: sharing.map(toIncident),
    };
  },
});
