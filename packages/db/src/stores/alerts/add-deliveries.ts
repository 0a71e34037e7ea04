import type { NewDelivery } from "@millrace/core/alerts";
import type { Prisma } from "../../generated/client";

/** Writes deliveries and enqueues those that aren't previews. An edit replaces one that still waits. */
export async function addDeliveries(
  tx: Prisma.TransactionClient,
  orgId: string,
  drafts: readonly NewDelivery[],
): Promise<void> {
  for (const draft of drafts) {
    if (draft.mode === "edit" && (await replaceWaitingEdit(tx, orgId, draft))) continue;
    const message = draft.message as unknown as Prisma.InputJsonObject;
    await tx.delivery.create({ data: { ...draft, orgId, message, createdAt: draft.notBefore } });
    if (draft.status !== "PENDING") continue;
    const payload = { orgId, deliveryId: draft.id };
    await tx.outbox.create({ data: { job: "deliverAlert", payload, notBefore: draft.notBefore } });
  }
}

async function replaceWaitingEdit(tx: Prisma.TransactionClient, orgId: string, draft: NewDelivery): Promise<boolean> {
  const replaced = await tx.$executeRaw`
    update "Delivery" set
      "message" = ${JSON.stringify(draft.message)}::jsonb,
      "revision" = ${draft.revision},
      "notBefore" = least("notBefore", ${draft.notBefore})
    where "orgId" = ${orgId} and "incidentId" = ${draft.incidentId} and "channelKind" = ${draft.channelKind}
      and "channel" = ${draft.channel} and "mode" = 'edit' and "status" = 'PENDING'`;
  return replaced > 0;
}
