import { createHash } from "node:crypto";
import { newId } from "@millrace/core";
import { type AuditDraft, type AuditFilter, type AuditStore, auditChainText } from "@millrace/core/identity";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { inOrganization, inPlatform } from "../../tenancy/scope";
import { scopedStore } from "../../tenancy/scoped-store";

export type Tx = Prisma.TransactionClient;

/**
 * Appends to an organization's audit chain, in the transaction of the change that the entry describes. The chain's row
 * is locked until that transaction ends, because each entry contains the hash of the one before it; a trigger moves it
 * to the new entry.
 */
export async function recordAudit(tx: Tx, orgId: string, draft: AuditDraft): Promise<void> {
  await tx.$executeRaw`insert into "AuditChain" ("orgId") values (${orgId}) on conflict do nothing`;
  const [chain] = await tx.$queryRaw<{ lastId: string | null; hash: string | null }[]>`
    select "lastId", "hash" from "AuditChain" where "orgId" = ${orgId} for update`;
  const lastId = chain?.lastId ?? null;
  const atMs = lastId === null ? Date.now() : Math.max(Date.now(), timeOf(lastId) + 1);
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
    prevHash: chain?.hash ?? null,
  };
  const hash = createHash("sha256").update(auditChainText(orgId, entry)).digest("hex");
  await tx.auditEntry.create({ data: { ...entry, details: details ?? Prisma.DbNull, orgId, hash } });
}

/** Appends to the audit chain of every organization that a person is a member of. */
export async function recordForMemberships(tx: Tx, userId: string, draft: AuditDraft): Promise<void> {
  const memberships = await inPlatform(() =>
    tx.membership.findMany({ where: { userId }, select: { orgId: true }, orderBy: { orgId: "asc" } }),
  );
  for (const { orgId } of memberships) await inOrganization(orgId, () => recordAudit(tx, orgId, draft));
}

/** Creates the store of the audit log. */
export const createAuditStore = ({ prisma }: Db): AuditStore =>
  scopedStore<AuditStore>({
    append: (orgId, draft) => prisma.$transaction((tx) => recordAudit(tx, orgId, draft)),

    list: (orgId, { limit, beforeId, ...filter }) =>
      prisma.auditEntry.findMany({
        where: { ...matching(orgId, filter), ...(beforeId === undefined ? {} : { id: { lt: beforeId } }) },
        orderBy: { id: "desc" },
        take: limit,
        omit: { orgId: true },
      }),

    listAfter: (orgId, afterId, limit, filter = {}) =>
      prisma.auditEntry.findMany({
        where: { ...matching(orgId, filter), ...(afterId === null ? {} : { id: { gt: afterId } }) },
        orderBy: { id: "asc" },
        take: limit,
        omit: { orgId: true },
      }),

    findAnchor: async (orgId) => {
      const chain = await prisma.auditChain.findFirst({ where: { orgId }, select: { entries: true, hash: true } });
      return chain ? { ...chain, entries: Number(chain.entries) } : { entries: 0, hash: null };
    },
  });

const matching = (orgId: string, { action, actorId }: AuditFilter) => ({
  orgId,
  ...(action === undefined ? {} : { action: { startsWith: action } }),
  ...(actorId === undefined ? {} : { actorId }),
});

/** Milliseconds in an ID: the chain's order is the IDs' order, even when clocks differ. */
const timeOf = (id: string): number => Number.parseInt(id.slice("aud_".length, "aud_".length + 9), 36);
