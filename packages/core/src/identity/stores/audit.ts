import type { AuditDraft, AuditRecord } from "../audit";

export type AuditFilter = {
  /** An action, or its beginning: `token` matches `token.created`. */
  readonly action?: string | undefined;
  readonly actorId?: string | undefined;
};

/** What the chain of an organization should consist of; kept apart from the entries. */
export type AuditAnchor = { readonly entries: number; readonly hash: string | null };

/** The audit log: written in the transactions of the changes it describes, and never changed. */
export type AuditStore = {
  append(orgId: string, draft: AuditDraft): Promise<void>;
  /** Lists entries, newest first; `beforeId` continues a list. */
  list(
    orgId: string,
    filter: AuditFilter & { readonly limit: number; readonly beforeId?: string | undefined },
  ): Promise<readonly AuditRecord[]>;
  /** Lists entries, oldest first; `afterId` continues a list. */
  listAfter(
    orgId: string,
    afterId: string | null,
    limit: number,
    filter?: AuditFilter,
  ): Promise<readonly AuditRecord[]>;
  findAnchor(orgId: string): Promise<AuditAnchor>;
};
