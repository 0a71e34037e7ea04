import type { AuditFilter, AuditRecord, AuditStore } from "@millrace/core/identity";

const BATCH = 1_000;

/** Reads an organization's audit entries, oldest first, a batch at a time. */
export async function* auditEntries(
  audit: AuditStore,
  orgId: string,
  filter: AuditFilter & { readonly afterId?: string | undefined } = {},
): AsyncGenerator<AuditRecord, void, void> {
  const { afterId, ...matching } = filter;
  let last = afterId ?? null;
  for (;;) {
    const batch = await audit.listAfter(orgId, last, BATCH, matching);
    yield* batch;
    last = batch.at(-1)?.id ?? null;
    if (batch.length < BATCH) return;
  }
}
