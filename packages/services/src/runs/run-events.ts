import { type EventRecord, isFinished, type RunPages } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";
import { findRunIn } from "./list-runs";

const EVENTS_MAX = 1_000;

export const RunEventsInput = z.object({
  runId: z.string().max(100),
  step: z.string().max(1_000).optional(),
  /** The number of the last event that one has. */
  after: z.coerce.number().int().min(0).optional(),
  cursor: z.coerce.number().int().min(0).nullish(),
  limit: z.coerce.number().int().min(1).max(EVENTS_MAX).default(500),
});

export type RunEvents = {
  readonly data: readonly EventRecord[];
  /** Where to read on; null when there is no more for now. */
  readonly nextCursor: number | null;
  /** The last number that was read: the `after` of who polls. */
  readonly nextAfter: number;
  /** True when the run has finished and this is its end. */
  readonly isFinished: boolean;
};

/** What happened in a run, oldest first. */
export const listRunEvents =
  ({ pages }: { pages: RunPages }) =>
  async (scope: Scope, deployment: { id: string }, input: z.output<typeof RunEventsInput>): Promise<RunEvents> => {
    const { runId, step, limit } = input;
    const after = input.cursor ?? input.after ?? 0;
    // The status is read first: what is read after a run has finished is everything.
    const run = await findRunIn(pages, scope.orgId, deployment.id, runId);
    const rows = await pages.listEvents(scope.orgId, runId, { after, step, limit: limit + 1 });
    const data = rows.slice(0, limit);
    const nextAfter = data.at(-1)?.seq ?? after;
    const hasMore = rows.length > limit;
    return { data, nextAfter, nextCursor: hasMore ? nextAfter : null, isFinished: !hasMore && isFinished(run.status) };
  };
