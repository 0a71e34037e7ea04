import type { Db } from "../../db";
import { toIncident } from "./incident-row";
import { DELIVERY_INCIDENT, toDeliveryRow } from "./read-deliveries";

type Filter = {
  readonly states?: readonly string[] | undefined;
  readonly owner?: string | undefined;
  readonly subject?: string | undefined;
  readonly muted?: boolean | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

const EVENTS_MAX = 200;
const DELIVERIES_MAX = 100;

export const createIncidentReads = ({ prisma }: Db) => ({
  listIncidents: async (orgId: string, deploymentId: string, filter: Filter) => {
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
    return rows.map(toIncident);
  },

  countIncidents: async (orgId: string, deploymentId: string): Promise<Record<string, number>> => {
    const counts = await prisma.incident.groupBy({ by: ["state"], where: { orgId, deploymentId }, _count: true });
    return Object.fromEntries(counts.map((row) => [row.state, row._count]));
  },

  findIncident: async (orgId: string, deploymentId: string, id: string) => {
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
        data: event.data as unknown,
      })),
      deliveries: deliveries.map(toDeliveryRow),
      sharing: sharing.map(toIncident),
    };
  },
});
