import { createHash } from "node:crypto";
import { type AuditAnchor, type AuditRecord, type AuditStore, auditChainText } from "@millrace/core/identity";
import type { Scope } from "../scope";
import { auditEntries } from "./audit-entries";

export type AuditVerdict = {
  /** Entries that fit the chain, oldest first, up to the first that doesn't. */
  readonly entries: number;
  /** ID of the first entry that was changed, inserted, or comes after a removed one; null if all fit. */
  readonly brokenAt: string | null;
  /** Newest entries that are missing: the chain ends before the end that is recorded apart from it. */
  readonly missing: number;
};

/** Checks an organization's audit chain from its first entry to the end that is recorded apart from the entries. */
export const verifyAudit =
  ({ audit }: { readonly audit: AuditStore }) =>
  async (scope: Scope): Promise<AuditVerdict> => {
    // Read first: entries that are written meanwhile come after this end.
    const anchor = await audit.findAnchor(scope.orgId);
    let previous: AuditRecord | null = null;
    let entries = 0;
    for await (const entry of auditEntries(audit, scope.orgId)) {
      if (!fits(scope.orgId, entry, previous) || !fitsAnchor(anchor, entry, entries + 1)) {
        return { entries, brokenAt: entry.id, missing: 0 };
      }
      previous = entry;
      entries++;
    }
    return { entries, brokenAt: null, missing: Math.max(0, anchor.entries - entries) };
  };

function fits(orgId: string, entry: AuditRecord, previous: AuditRecord | null): boolean {
  const hash = createHash("sha256").update(auditChainText(orgId, entry)).digest("hex");
  return entry.prevHash === (previous?.hash ?? null) && entry.hash === hash;
}

const fitsAnchor = (anchor: AuditAnchor, entry: AuditRecord, number: number): boolean =>
  number !== anchor.entries || entry.hash === anchor.hash;
