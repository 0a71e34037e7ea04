/** Channels that triggers of prisma/migrations notify. */
export const CHANNELS = {
  /** A row was written to the outbox. */
  outbox: "millrace_outbox",
  /** A queued run may be able to start: a new run, a free slot, another limit. */
  admission: "millrace_admission",
  /** Something that pages show has changed: `{orgId, kind, id}`. */
  live: "millrace_live",
} as const;

export type LiveChange = { readonly orgId: string; readonly kind: string; readonly id: string };
