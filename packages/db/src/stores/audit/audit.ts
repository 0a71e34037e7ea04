import { createHash } from "node:crypto";
import { newId } from "@millrace/core";
import { type AuditDraft, type AuditRecord, auditChainText } from "@millrace/core/identity";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { keyedLock } from "../../locks";
import { sqlInPrisma } from "../../sql-in-prisma";

export type Tx = Prisma.TransactionClient;

/** Appends to an organization's audit chain, in the transaction of the change that it tells of. */
export async function recordAudit(tx: Tx, orgId: string, draft: AuditDraft): Promise<void> {
  // One writer per chain: each entry needs the hash of the one before it.
  await sqlInPrisma(tx).execute(keyedLock("audit", orgId));
  const last = await tx.auditEntry.findFirst({
    where: { orgId },
    orderBy: { id: "desc" },
    select: { id: true, hash: true },
  });
  const atMs = last ? Math.max(Date.now(), timeOf(last.id) + 1) : Date.now();
  const details = draft.details === undefined ? null : (JSON.parse(JSON.stringify(draft.details)) as Prisma.JsonObject);
  const entry = {
    id: newId("auditEntry", atMs),
    at: new Date(atMs),
    actorKind: draft.actor.kind,
    actorId: draft.actor.id,
    actorName: draft.actor.name,
    action: draft.action,
    target: draft.target,
    details,
    ip: draft.actor.ip ?? null,
    requestId: draft.actor.requestId ?? null,
    prevHash: last?.hash ?? null,
  };
  const hash = createHash("sha256").update(auditChainText(orgId, entry)).digest("hex");
  await tx.auditEntry.create({ data: { ...entry, details: details ?? Prisma.DbNull, orgId, hash } });
}

/** Tells every organization that a person is a member of. */
export async function recordForMemberships(tx: Tx, userId: string, draft: AuditDraft): Promise<void> {
  const memberships = await tx.membership.findMany({
    where: { userId },
    select: { orgId: true },
    orderBy: { orgId: "asc" },
  });
  for (const { orgId } of memberships) await recordAudit(tx, orgId, draft);
}

export const createAuditStore = (db: Db) => ({
  append: (orgId: string, draft: AuditDraft): Promise<void> =>
    db.prisma.$transaction((tx) => recordAudit(tx, orgId, draft)),

  list: (
    orgId: string,
    filter: { limit: number; beforeId?: string | undefined; action?: string | undefined; actorId?: string | undefined },
  ): Promise<AuditRecord[]> =>
    db.prisma.auditEntry.findMany({
      where: {
        orgId,
        ...(filter.beforeId === undefined ? {} : { id: { lt: filter.beforeId } }),
        ...(filter.action === undefined ? {} : { action: { startsWith: filter.action } }),
        ...(filter.actorId === undefined ? {} : { actorId: filter.actorId }),
      },
      orderBy: { id: "desc" },
      take: filter.limit,
      omit: { orgId: true },
    }),

  listAfter: (orgId: string, afterId: string | null, limit: number): Promise<AuditRecord[]> =>
    db.prisma.auditEntry.findMany({
      where: { orgId, ...(afterId === null ? {} : { id: { gt: afterId } }) },
      orderBy: { id: "asc" },
      take: limit,
      omit: { orgId: true },
    }),
});

/** Milliseconds in an id: the chain's order is the ids' order, even when clocks differ. */
const timeOf = (id: string): number => Number.parseInt(id.slice("aud_".length, "aud_".length + 9), 36);
