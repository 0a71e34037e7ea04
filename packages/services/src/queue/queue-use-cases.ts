import type { QueueReader } from "@millrace/core/admission";
import { explainQueuedRun } from "./explain-queued-run";
import { listWaitingRuns, type WaitingPages } from "./list-waiting-runs";

export type QueueUseCases = ReturnType<typeof queueUseCases>;

/** What waits, and why. */
export const queueUseCases = (deps: { readonly queue: QueueReader; readonly pages: WaitingPages }) => ({
  why: explainQueuedRun(deps),
  waiting: listWaitingRuns(deps),
});
