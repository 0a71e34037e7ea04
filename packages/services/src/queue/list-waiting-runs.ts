import { type BlockingLimit, findBlockingLimits, type QueueReader } from "@millrace/core/admission";
import type { RunPages, RunRow } from "@millrace/core/run";
import { z } from "zod";
import type { Scope } from "../scope";

export const ListWaitingInput = z.object({ limit: z.int().min(1).max(100).default(20) });

export type WaitingPages = Pick<RunPages, "findRows">;
export type WaitingRun = {
  readonly run: RunRow;
  /** Its place among the waiting runs of the deployment, from 1. */
  readonly position: number;
  /** Widest first. */
  readonly limits: readonly BlockingLimit[];
};

/** The runs of a deployment that find no room, in the order in which they would start, each with the limits in its way. */
export const listWaitingRuns =
  ({ queue, pages }: { readonly queue: QueueReader; readonly pages: WaitingPages }) =>
  async (
    scope: Scope,
    deployment: { readonly id: string },
    { limit }: z.output<typeof ListWaitingInput>,
  ): Promise<{ readonly total: number; readonly data: readonly WaitingRun[] }> => {
    const waiting = findBlockingLimits(await queue.readPicture(scope.orgId, deployment.id));
    const first = waiting.slice(0, limit);
    const ids = first.map(({ runId }) => runId);
    const rows = new Map((await pages.findRows(scope.orgId, deployment.id, ids)).map((row) => [row.id, row]));
    const data = first.flatMap(({ runId, position, limits }) => {
      const run = rows.get(runId);
      return run?.status === "QUEUED" ? [{ run, position, limits }] : [];
    });
    return { total: waiting.length, data };
  };
