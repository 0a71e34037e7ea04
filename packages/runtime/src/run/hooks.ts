import type { StepOutcome } from "./attempt-step";
import type { Run } from "./run-state";

/**
 * Calls the job's hook for a step that ended. A hook that throws is reported and changes nothing; one that has not
 * returned when the run has to end is left behind.
 */
export async function callHook(run: Run, step: string, outcome: StepOutcome, canceled: AbortSignal): Promise<void> {
  const hook =
    outcome.end === "success"
      ? run.job?.settings.hooks?.success
      : outcome.end === "failure"
        ? run.job?.settings.hooks?.failure
        : undefined;
  if (!hook) return;
  const { ports, assignment } = run;
  const note = (what: string): void =>
    ports.emit({ type: "engine", at: ports.now(), step, message: `the ${outcome.end} hook ${what}` });
  const call = async (): Promise<void> =>
    hook({
      runId: assignment.runId,
      job: assignment.job,
      step,
      attempt: assignment.attempt,
      tags: assignment.tags,
      ...(outcome.end === "failure" ? { error: outcome.error } : {}),
    });
  const left = untilAborted(canceled);
  try {
    if ((await Promise.race([call(), left.aborted])) === "aborted") note("had not returned when the run had to end");
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
