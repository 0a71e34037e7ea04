import { z } from "zod";

/** An instant, as RFC 3339 in UTC. */
export const Timestamp = z.iso.datetime();

/** RFC 9457; `code` is stable and what callers branch on. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).default([]),
  retryAfter: z.int().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** One page of a list. */
export const PageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item).readonly(), nextCursor: z.string().nullable(), hasMore: z.boolean() });

export const Whoami = z.object({
  organization: z.object({ slug: z.string(), name: z.string() }),
  actor: z.object({ kind: z.string(), name: z.string(), userId: z.string().nullable() }),
  role: z.string(),
  scopes: z.array(z.string()),
  expiresAt: Timestamp.nullable(),
});
export type Whoami = z.infer<typeof Whoami>;
