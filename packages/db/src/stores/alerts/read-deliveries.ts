import type { AlertAdminStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { sqlInPrisma } from "../../sql-in-prisma";
import { recordAudit } from "../audit/audit";
import { addDeliveries } from "./add-deliveries";
import { DELIVERY_INCIDENT, toDeliveryRow } from "./rows";

export const createDeliveryReads = ({
  prisma,
}: Db): Pick<AlertAdminStore, "listDeliveries" | "findDelivery" | "addTest"> => ({
  listDeliveries: async (orgId, filter) => {
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

  findDelivery: async (orgId, id) => {
    const row = await prisma.delivery.findFirst({ where: { orgId, id }, include: DELIVERY_INCIDENT });
    return row ? toDeliveryRow(row) : null;
  },

  addTest: (orgId, deliveries, audit) =>
    prisma.$transaction(async (tx) => {
      await addDeliveries(sqlInPrisma(tx), orgId, deliveries);
      await recordAudit(tx, orgId, audit);
    }),
});
