import type { StoredState } from "@millrace/protocol";
import type { MetadataMap, MetadataValue, RunContext } from "@millrace/sdk";
import { checkedMetadata } from "./checked-metadata";
import type { Run } from "./run-state";
import { stepLog } from "./step-log";
import type { StepPartitions } from "./step-partitions";

/** One attempt of one step, and the metadata its code has recorded so far. */
export type Attempt = {
  readonly step: string;
  readonly number: number;
  readonly signal: AbortSignal;
  readonly metadata: Record<string, MetadataValue>;
  readonly partitions: StepPartitions;
  /** The state an asset's step starts from. */
  readonly stored?: StoredState | undefined;
};

/** Returns the part of a step's context that doesn't depend on its kind. */
export function runContext(run: Run, attempt: Attempt): RunContext {
  const { assignment, ports } = run;
  const log = stepLog((level, message, fields) =>
    ports.emit({
      type: "log",
      at: ports.now(),
      step: attempt.step,
      stepAttempt: attempt.number,
      level,
      message,
      ...(fields ? { fields } : {}),
    }),
  );
  return {
    runId: assignment.runId,
    attempt: attempt.number,
    job: assignment.job,
    deployment: assignment.deployment,
    location: assignment.location,
    tags: assignment.tags,
    signal: attempt.signal,
    log,
    partitions: attempt.partitions.view(),
    metadata: (values: MetadataMap) => void Object.assign(attempt.metadata, checkedMetadata(values)),
  };
}
