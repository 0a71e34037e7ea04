import type { MetadataMap, MetadataValue, RunContext } from "@millrace/sdk";
import { jsonText } from "../values/json-output";
import { checkedMetadata } from "./checked-metadata";
import type { Run } from "./run-state";
import { stepLog } from "./step-log";

/** One attempt of one step, and what its code has recorded so far. */
export type Attempt = {
  readonly step: string;
  readonly number: number;
  readonly signal: AbortSignal;
  readonly metadata: Record<string, MetadataValue>;
  /** What `state.set` was given; committed with the success. */
  readonly stateChanges: Record<string, unknown>;
};

/** The part of every step's context that does not depend on its kind. */
export function runContext(run: Run, attempt: Attempt, asset: string | undefined): RunContext {
  const { assignment, ports } = run;
  const stored = (asset !== undefined && assignment.state[asset]) || {};
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
    state: {
      get: (key) =>
        structuredClone(Object.hasOwn(attempt.stateChanges, key) ? attempt.stateChanges[key] : stored[key]) as never,
      set: (key, value) => {
        attempt.stateChanges[key] = JSON.parse(jsonText(value, "state", key));
      },
    },
    metadata: (values: MetadataMap) => void Object.assign(attempt.metadata, checkedMetadata(values)),
  };
}
