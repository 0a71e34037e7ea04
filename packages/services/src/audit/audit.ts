import { createHash } from "node:crypto";
import { decodeCursor, type Page, PageInput, toPage } from "@millrace/core";
import { type AuditDraft, type AuditRecord, auditChainText } from "@millrace/core/identity";
import { z } from "zod";
import type { Scope } from "../scope";

export const ListAuditInput = PageInput.extend({
  action: z.string().max(100).optional().describe("an action, or its first part: `token`"),
  actorId: z.string().max(100).optional(),
});

/** The audit log: written with the changes that it tells of, never changed. */
export type AuditStore = {
  append(orgId: string, draft: AuditDraft): Promise<void>;
  /** Newest first, one row more than `limit` when there is more; `beforeId` continues. */
  list(
    orgId: string,
    filter: { limit: number; beforeId?: string | undefined; action?: string | undefined; actorId?: string | undefined },
  ): Promise<readonly AuditRecord[]>;
  /** Oldest first. */
  listAfter(orgId: string, afterId: string | null, limit: number): Promise<readonly AuditRecord[]>;
};

type Deps = { audit: AuditStore };

export const listAudit =
  (deps: Deps) =>
  async (
    scope: Scope,
    input: z.infer<typeof ListAuditInput>,
  ): Promise<Page<Omit<AuditRecord, "hash" | "prevHash">>> => {
    const beforeId = decodeCursor(input.cursor)?.[0];
    const rows = await deps.audit.list(scope.orgId, {
      limit: input.limit + 1,
      beforeId: beforeId === undefined ? undefined : String(beforeId),
      action: input.action,
      actorId: input.actorId,
    });
    return toPage(rows, input.limit, (row) => [row.id]);
  };

/** Walks the whole chain; the id of the first entry that does not fit, or null when all do. */
export const verifyAudit =
  (deps: Deps) =>
  async (scope: Scope): Promise<{ entries: number; brokenAt: string | null }> => {
    let previous: AuditRecord | null = null;
    let entries = 0;
    for (;;) {
      const batch = await deps.audit.listAfter(scope.orgId, previous?.id ?? null, 1000);
      for (const entry of batch) {
        if (!fits(scope.orgId, entry, previous)) return { entries, brokenAt: entry.id };
        previous = entry;
        entries++;
      }
      if (batch.length === 0) return { entries, brokenAt: null };
    }
  };

function fits(orgId: string, entry: AuditRecord, previous: AuditRecord | null): boolean {
  const hash = createHash("sha256").update(auditChainText(orgId, entry)).digest("hex");
  return entry.prevHash === (previous?.hash ?? null) && entry.hash === hash;
}

/** Reading and checking the audit log, bound to its store. */
export const auditUseCases = (deps: Deps) => ({
  list: listAudit(deps),
  verify: verifyAudit(deps),
  append: (orgId: string, draft: AuditDraft) => deps.audit.append(orgId, draft),
});
export type AuditUseCases = ReturnType<typeof auditUseCases>;
