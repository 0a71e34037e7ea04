import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import type { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";
import { addDeliveries, type DeliveryDraft } from "./add-deliveries";

export const DELIVERY_INCIDENT = {
  incident: { select: { subject: true, subjectKind: true, deploymentId: true } },
} as const satisfies Prisma.DeliveryInclude;

type Row = Prisma.DeliveryGetPayload<{ include: typeof DELIVERY_INCIDENT }>;

type Filter = {
  readonly deploymentId: string;
  readonly status?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

export const toDeliveryRow = ({ orgId: _, ...row }: Row) => ({
  ...row,
  channelKind: row.channelKind as "slack" | "email" | "webhook",
  mode: row.mode as "post" | "edit" | "reply",
  status: row.status as "PENDING" | "SENDING" | "SENT" | "PREVIEW" | "UNDELIVERED",
  // The message is what the same code rendered.
  message: row.message as never,
  response: row.response as unknown,
});

export const createDeliveryReads = ({ prisma }: Db) => ({
  listDeliveries: async (orgId: string, filter: Filter) => {
    const rows = await prisma.delivery.findMany({
      where: {
        orgId,
        OR: [{ incidentId: null }, { incident: { deploymentId: filter.deploymentId } }],
        ...(filter.status ? { status: filter.status } : {}),
        ...(filter.incidentId ? { incidentId: filter.incidentId } : {}),
        ...(filter.beforeId ? { id: { lt: filter.beforeId } } : {}),
      },
      include: DELIVERY_INCIDENT,
      orderBy: { id: "desc" },
      take: filter.limit,
    });
    return rows.map(toDeliveryRow);
  },

  findDelivery: async (orgId: string, id: string) => {
    const row = await prisma.delivery.findUnique({ where: { orgId_id: { orgId, id } }, include: DELIVERY_INCIDENT });
    return row ? toDeliveryRow(row) : null;
  },

  addTest: (orgId: string, deliveries: readonly DeliveryDraft[], audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await addDeliveries(tx, orgId, deliveries);
      await recordAudit(tx, orgId, audit);
    }),
});
