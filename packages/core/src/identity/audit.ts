/** Who does something; kept with every audit entry. */
export type Actor = {
  readonly kind: "user" | "token" | "system" | "operator" | "anonymous";
  readonly id: string;
  readonly name: string;
  readonly ip?: string | undefined;
  readonly requestId?: string | undefined;
};

/** An entry to write: `action` is `<thing>.<past verb>`, `target` the ID or name of the thing. Never contains a secret. */
export type AuditDraft = {
  readonly actor: Actor;
  readonly action: string;
  readonly target: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
};

/** An entry as it is stored. */
export type AuditRecord = {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly target: string;
  readonly details: unknown;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly prevHash: string | null;
  readonly hash: string;
};

/**
 * Returns the text whose SHA-256 is an entry's hash. It contains the hash of the entry before, so that changing,
 * removing, or inserting an entry breaks every later one.
 */
export function auditChainText(orgId: string, entry: Omit<AuditRecord, "hash">): string {
  return canonicalJson([
    orgId,
    entry.prevHash,
    entry.id,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.action,
    entry.target,
    entry.details ?? null,
    entry.ip,
    entry.requestId,
  ]);
}

/** JSON with sorted keys: the same value always gives the same text, whatever order a database returns keys in. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
