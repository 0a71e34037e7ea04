import { listWaitingRuns, type WaitingPages } from "./list-waiting-runs";
import { type QueueReader, whyRunWaits } from "./why-run-waits";

export type QueueUseCases = ReturnType<typeof queueUseCases>;

/** What waits, and why. */
export const queueUseCases = (deps: { readonly queue: QueueReader; readonly pages: WaitingPages }) => ({
  why: whyRunWaits(deps),
  waiting: listWaitingRuns(deps),
});
