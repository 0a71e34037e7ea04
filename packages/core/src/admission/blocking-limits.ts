import { fill } from "./admit";
import { describeCounter, hasCapacity } from "./counter";
import { openLedger } from "./ledger";
import { deploymentQueues } from "./queues";
import type { AdmissionInput, BlockingLimit } from "./types";

/** Why a run is still queued. */
export type Waiting = {
  readonly runId: string;
  /** Its place among the runs of its deployment that continue to wait, from 1. */
  readonly position: number;
  /** The limits without room for it, widest first. Of several pools of its root steps, any one with room would do. */
  readonly limits: readonly BlockingLimit[];
};

/**
 * Explains every queued run that the next admission pass would not admit; `runIds` narrows the answer to some of them.
 * A run that is missing from the answer is about to start.
 */
export function findBlockingLimits(input: AdmissionInput, runIds?: readonly string[]): readonly Waiting[] {
  const ledger = openLedger(input);
  const admitted = new Set(fill(input, ledger).map((run) => run.id));
  const wanted = runIds && new Set(runIds);

  const answer: Waiting[] = [];
  for (const queue of deploymentQueues(input.queued).values()) {
    let position = 0;
    for (const run of queue.runs()) {
      if (admitted.has(run.id)) continue;
      position += 1;
      if (wanted && !wanted.has(run.id)) continue;
      const unknown: BlockingLimit = { kind: "deployment", name: run.deploymentId, used: null, limit: 0, heldBy: [] };
      const limits = ledger.blockingLimits(run)?.map(describeCounter) ?? [unknown];
      const capacity = { ...describeCounter(ledger.capacity), heldBy: [] };
      answer.push({ runId: run.id, position, limits: hasCapacity(ledger.capacity) ? limits : [capacity, ...limits] });
    }
  }
  return answer;
}
