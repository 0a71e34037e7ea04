import type { Prisma } from "../../generated/client";

export type DeliveryDraft = {
  readonly id: string;
  readonly incidentId: string | null;
  readonly destinationId: string | null;
  readonly channelKind: string;
  readonly channel: string;
  readonly revision: number;
  readonly kind: string;
  readonly mode: string;
  readonly status: string;
  readonly notBefore: Date;
  readonly message: unknown;
  readonly error?: string | null;
};

/** Writes deliveries and, for those that are to be sent, tells the queue. An edit replaces one that still waits. */
export async function addDeliveries(
  tx: Prisma.TransactionClient,
  orgId: string,
  drafts: readonly DeliveryDraft[],
): Promise<void> {
  for (const draft of drafts) {
    if (draft.mode === "edit" && (await replaceWaitingEdit(tx, orgId, draft))) continue;
    const message = draft.message as Prisma.InputJsonValue;
    await tx.delivery.create({ data: { ...draft, orgId, message, createdAt: draft.notBefore } });
    if (draft.status !== "PENDING") continue;
    const payload = { orgId, deliveryId: draft.id };
    await tx.outbox.create({ data: { job: "deliverAlert", payload, notBefore: draft.notBefore } });
  }
}

async function replaceWaitingEdit(tx: Prisma.TransactionClient, orgId: string, draft: DeliveryDraft): Promise<boolean> {
  const replaced = await tx.$executeRaw`
    update "Delivery" set
      "message" = ${JSON.stringify(draft.message)}::jsonb,
      "revision" = ${draft.revision},
      "notBefore" = least("notBefore", ${draft.notBefore})
    where "orgId" = ${orgId} and "incidentId" = ${draft.incidentId} and "channelKind" = ${draft.channelKind}
      and "channel" = ${draft.channel} and "mode" = 'edit' and "status" = 'PENDING'`;
  return replaced > 0;
}
