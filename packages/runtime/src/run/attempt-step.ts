import { LIMITS } from "@millrace/core";
import { ownValue } from "@millrace/core/own";
import { exactDuration, retryDelay } from "@millrace/core/retry";
import type { RetryPolicy, StoredState, ValueRef, WireError } from "@millrace/protocol";
import { type MetadataMap, normalizeMetadata } from "@millrace/sdk";
import { StepError, signalOf } from "../errors/step-error";
import { toWireError } from "../errors/wire-error";
import { clip } from "./clip";
import { deferred } from "./deferred";
import type { PoolSlot } from "./ports";
import type { Run } from "./run-state";
import { runStepBody, type StepTask } from "./step-bodies";
import type { Attempt } from "./step-context";
import { stepLog } from "./step-log";
import { StepPartitions } from "./step-partitions";
import { runInStep } from "./step-scope";

/** Maximum delay of a timer, which has 31 bits of milliseconds. A longer one would fire immediately. */
export const TIMER_MS_MAX = 2 ** 31 - 1;

/** Outcome of a step, for the walk and for the run. */
export type StepOutcome =
  | { readonly end: "success"; readonly attempt: number; readonly output?: ValueRef }
  | { readonly end: "skipped" | "canceled" }
  | {
      readonly end: "failure";
      readonly attempt: number;
      readonly reason: "STEP_FAILURE" | "STEP_TIMEOUT";
      readonly error: WireError;
    };

/**
 * Runs a step to its end: attempts, delays between them, timeout, cancellation. Emits each transition as an event. An
 * attempt starts only when the code of the one before has ended.
 */
export async function attemptStep(run: Run, task: StepTask, canceled: AbortSignal): Promise<StepOutcome> {
  const { ports } = run;
  const earlier = progressOf(run, task);
  if (earlier) await ports.sleep(earlier.delayMs, canceled);
  for (let number = earlier?.next ?? 1; ; number++) {
    const slot = await acquireSlot(run, task, canceled);
    let delayMs: number;
    try {
      if (canceled.aborted) return cancelStep(run, task, Math.max(1, number - 1));
      const stored = slot.state ?? ownValue(run.assignment.state, task.step.definition);
      const result = await attemptOnce(run, task, number, stored, canceled);
      if (result.kind === "ended") return result.outcome;
      const { error, body } = result;
      delayMs = result.delayMs;
      ports.emit({ type: "stepRetrying", at: ports.now(), step: task.key, stepAttempt: number, error, delayMs });
      if (!(await run.leftovers.untilGone(body, canceled)))
        return failStep(run, task, number, stuckError(task, number));
    } finally {
      slot.release();
    }
    await ports.sleep(delayMs, canceled);
  }
}

/** Returns where a step continues that was attempted in an earlier process of the run. */
function progressOf({ assignment: { progress } }: Run, { key }: StepTask) {
  return progress && ownValue(progress.attempts, key);
}

/** Acquires a slot of the step's pool, if it has one. It is held during an attempt, not between attempts. */
async function acquireSlot(run: Run, task: StepTask, canceled: AbortSignal): Promise<PoolSlot> {
  const { pool } = task.step;
  if (pool === undefined || canceled.aborted) return NO_SLOT;
  try {
    return await run.ports.pools.acquire(task.key, pool, canceled);
  } catch (error) {
    if (canceled.aborted) return NO_SLOT;
    throw error;
  }
}

const NO_SLOT: PoolSlot = { release: () => {} };

type AttemptEnd = { kind: "ended"; outcome: StepOutcome } | { kind: "retry"; error: WireError; delayMs: number };
/** `body` settles when the attempt's code has ended. */
type AttemptResult = AttemptEnd & { body: Promise<unknown> };

async function attemptOnce(
  run: Run,
  task: StepTask,
  number: number,
  stored: StoredState | undefined,
  canceled: AbortSignal,
): Promise<AttemptResult> {
  const { ports } = run;
  const base = { step: task.key, stepAttempt: number };
  ports.emit({ type: "stepStarted", at: ports.now(), ...base });
  await ports.flush();

  const limit = attemptLimit(task.step.timeoutMs, canceled);
  const partitions = new StepPartitions(ports.partitions, `step "${task.key}"`);
  const attempt: Attempt = { step: task.key, number, signal: limit.signal, metadata: {}, partitions, stored };
  const crashed = deferred<never>();
  const body = runInStep({ ...base, crash: crashed.reject }, () => runStepBody(run, task, attempt));
  try {
    const { output, state } = await Promise.race([body, limit.aborted, crashed.promise]);
    const dynamicPartitions = await Promise.race([partitions.take(), limit.aborted]);
    checkResultBytes(task, { state, dynamicPartitions });
    ports.emit({
      type: "stepSucceeded",
      at: ports.now(),
      ...base,
      ...(output ? { output } : {}),
      ...(state ? { state } : {}),
      ...(dynamicPartitions ? { dynamicPartitions } : {}),
    });
    return { kind: "ended", outcome: { end: "success", attempt: number, ...(output ? { output } : {}) }, body };
  } catch (error) {
    if (canceled.aborted) return { kind: "ended", outcome: cancelStep(run, task, number), body };
    // What is left of the attempt, after an error outside of its promise, is asked to stop.
    limit.abort(error);
    const thrown = limit.timedOut() ? timeoutError(task) : error;
    return { ...(await classifyError(run, task, number, thrown, limit.timedOut())), body };
  } finally {
    limit.dispose();
  }
}

/** Throws when state and partition keys don't fit the message that commits them. */
function checkResultBytes(task: StepTask, result: { state?: unknown; dynamicPartitions?: unknown }): void {
  if (result.dynamicPartitions === undefined) return;
  const bytes = Buffer.byteLength(JSON.stringify(result));
  if (bytes <= STEP_RESULT_BYTES_MAX) return;
  throw new StepError(
    "STEP_RESULT_TOO_LARGE",
    `step "${task.key}" commits ${bytes} bytes of state and partition keys, over the limit of ${STEP_RESULT_BYTES_MAX} (stepResultBytesMax). Add the keys in several steps.`,
    { retry: false },
  );
}

/** The event has room for the output and the step's name too. */
const STEP_RESULT_BYTES_MAX = LIMITS.stepResultBytesMax - 64 * 1024;

function cancelStep(run: Run, task: StepTask, stepAttempt: number): StepOutcome {
  run.ports.emit({ type: "stepCanceled", at: run.ports.now(), step: task.key, stepAttempt });
  return { end: "canceled" };
}

/** Determines what an error means: a skip, another attempt, or the end of the step. */
async function classifyError(
  run: Run,
  task: StepTask,
  number: number,
  error: unknown,
  timedOut: boolean,
): Promise<AttemptEnd> {
  const { ports } = run;
  const signal = signalOf(error);
  if (signal?.type === "skip") {
    ports.emit({ type: "stepSkipped", at: ports.now(), step: task.key, reason: clip((error as Error).message) });
    return { kind: "ended", outcome: { end: "skipped" } };
  }
  const wire = await toWireError(error, run.mapStack);
  if (signal?.type === "fail" && signal.metadata) logFacts(run, task, number, wire, signal.metadata);
  const mayRetry =
    signal?.type === "fail" ? signal.retry : !(error instanceof StepError && error.options.retry === false);
  const { retry } = task.step;
  if (retry && mayRetry && number <= retry.max) {
    const delayMs =
      signal?.type === "retryAfter"
        ? Math.min(signal.delayMs, TIMER_MS_MAX)
        : retryDelayMs(retry, number, ports.random());
    return { kind: "retry", error: wire, delayMs };
  }
  return { kind: "ended", outcome: failStep(run, task, number, wire, timedOut ? "STEP_TIMEOUT" : "STEP_FAILURE") };
}

function failStep(
  { ports }: Run,
  task: StepTask,
  attempt: number,
  error: WireError,
  reason: "STEP_FAILURE" | "STEP_TIMEOUT" = "STEP_FAILURE",
): StepOutcome {
  ports.emit({ type: "stepFailed", at: ports.now(), step: task.key, stepAttempt: attempt, error, reason });
  return { end: "failure", attempt, reason, error };
}

const stuckError = ({ key }: StepTask, attempt: number): WireError => ({
  name: "StepError",
  code: "STEP_STUCK",
  message: `step "${key}": attempt ${attempt} ended, but its code ignores its signal and still runs, so the next attempt can't start. Pass \`signal\` to what it waits for.`,
});

/** Logs the metadata passed to `fail`, because a failed step has no materialization to record it on. */
function logFacts(run: Run, task: StepTask, stepAttempt: number, { message }: WireError, metadata: MetadataMap): void {
  const values = Object.entries(normalizeMetadata(metadata)).map(([name, { value }]) => [name, value] as const);
  const log = stepLog((level, text, fields) =>
    run.ports.emit({
      type: "log",
      at: run.ports.now(),
      step: task.key,
      stepAttempt,
      level,
      message: text,
      ...(fields ? { fields } : {}),
    }),
  );
  log.error(message, Object.fromEntries(values));
}

function retryDelayMs({ delayMs, backoff, jitter }: RetryPolicy, retry: number, random: number): number {
  return Math.min(Math.round(retryDelay({ delay: delayMs, backoff, jitter }, retry, random)), TIMER_MS_MAX);
}

function timeoutError(task: StepTask): StepError {
  const limit = exactDuration(task.step.timeoutMs ?? 0);
  return new StepError("STEP_TIMEOUT", `step "${task.key}" exceeded its timeout of ${limit}`);
}

/** Returns the signal of one attempt, which is aborted by its timeout or by the run's cancellation. */
function attemptLimit(timeoutMs: number | undefined, canceled: AbortSignal) {
  const controller = new AbortController();
  const aborted = deferred<never>();
  let timedOut = false;
  const abort = (reason: unknown): void => {
    controller.abort(reason);
    aborted.reject(reason);
  };
  const onCancel = (): void => abort(canceled.reason);
  if (canceled.aborted) onCancel();
  else canceled.addEventListener("abort", onCancel, { once: true });
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => {
            timedOut = true;
            abort(new StepError("STEP_TIMEOUT", `the step took longer than ${exactDuration(timeoutMs)}`));
          },
          Math.min(timeoutMs, TIMER_MS_MAX),
        );
  return {
    signal: controller.signal,
    aborted: aborted.promise,
    timedOut: () => timedOut,
    abort,
    dispose: () => {
      clearTimeout(timer);
      canceled.removeEventListener("abort", onCancel);
    },
  };
}
