import type { StepOutcome } from "./attempt-step";
import { clip } from "./clip";
import type { Run } from "./run-state";
import { stepLog } from "./step-log";

/**
 * Calls the job's hook for a step that ended. A hook that throws is reported and doesn't affect the run; the run
 * doesn't wait for a hook that hasn't returned when it has to end.
 */
export async function callHook(run: Run, step: string, outcome: StepOutcome, canceled: AbortSignal): Promise<void> {
  if (outcome.end !== "success" && outcome.end !== "failure") return;
  const hook = run.job?.settings.hooks?.[outcome.end];
  if (!hook) return;
  const { ports, assignment } = run;
  const { attempt } = outcome;
  const log = stepLog((level, message, fields) =>
    ports.emit({
      type: "log",
      at: ports.now(),
      step,
      stepAttempt: attempt,
      level,
      message,
      ...(fields ? { fields } : {}),
    }),
  );
  const note = (what: string): void =>
    ports.emit({ type: "engine", at: ports.now(), step, message: clip(`the ${outcome.end} hook ${what}`) });
  const call = async (): Promise<void> =>
    hook({
      runId: assignment.runId,
      job: assignment.job,
      step,
      attempt,
      tags: assignment.tags,
      log,
      ...(outcome.end === "failure" ? { error: outcome.error } : {}),
    });
  const left = untilAborted(canceled);
  try {
    if ((await Promise.race([call(), left.aborted])) === "aborted") note("didn't finish before the run ended");
  } catch (error) {
    note(`failed: ${String(error)}`);
  } finally {
    left.dispose();
  }
}

function untilAborted(signal: AbortSignal) {
  let abort: () => void = () => {};
  const aborted = new Promise<"aborted">((resolve) => {
    abort = () => resolve("aborted");
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
  });
  return { aborted, dispose: () => signal.removeEventListener("abort", abort) };
}
