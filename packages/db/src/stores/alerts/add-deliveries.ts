import type { NewDelivery } from "@millrace/core/alerts";
import { json, type Queryable, type Sql, sql } from "../../sql";
import { writeOutbox } from "../queue/outbox";

/** The time that is `delayMs` from now, by the clock of the database. */
export const fromNow = (delayMs: number): Sql => sql`(now() + ${delayMs} * interval '1 millisecond')`;

/** Writes deliveries and enqueues those that aren't previews. An edit replaces one that still waits. */
export async function addDeliveries(db: Queryable, orgId: string, drafts: readonly NewDelivery[]): Promise<void> {
  for (const draft of drafts) {
    if (draft.mode === "edit" && (await replaceWaitingEdit(db, orgId, draft))) continue;
    await insert(db, orgId, draft);
    if (draft.status !== "PENDING") continue;
    await writeOutbox(db, [{ job: "deliverAlert", payload: { orgId, deliveryId: draft.id } }], draft.delayMs);
  }
}

const insert = (db: Queryable, orgId: string, draft: NewDelivery): Promise<number> =>
  db.execute(sql`
    insert into "Delivery" (
      "orgId", "id", "incidentId", "destinationId", "channelKind", "channel", "revision", "kind", "mode", "status",
      "notBefore", "message", "error", "createdAt"
    ) values (
      ${orgId}, ${draft.id}, ${draft.incidentId}, ${draft.destinationId}, ${draft.channelKind}, ${draft.channel},
      ${draft.revision}, ${draft.kind}, ${draft.mode}, ${draft.status}, ${fromNow(draft.delayMs)},
      ${json(draft.message)}::jsonb, ${draft.error ?? null}, now()
    )`);

async function replaceWaitingEdit(db: Queryable, orgId: string, draft: NewDelivery): Promise<boolean> {
  const replaced = await db.execute(sql`
    update "Delivery" set
      "message" = ${json(draft.message)}::jsonb,
      "revision" = ${draft.revision},
      "notBefore" = least("notBefore", ${fromNow(draft.delayMs)})
    where "orgId" = ${orgId} and "incidentId" = ${draft.incidentId} and "channelKind" = ${draft.channelKind}
      and "channel" = ${draft.channel} and "mode" = 'edit' and "status" = 'PENDING'`);
  return replaced > 0;
}
