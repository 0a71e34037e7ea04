import type { StepOutcome } from "./attempt-step";
import type { Run } from "./run-state";

/** Calls the job's hook for a step that ended; a hook that throws is reported and changes nothing. */
export async function callHook(run: Run, step: string, outcome: StepOutcome): Promise<void> {
  const hook =
    outcome.end === "success"
      ? run.job?.settings.hooks?.success
      : outcome.end === "failure"
        ? run.job?.settings.hooks?.failure
        : undefined;
  if (!hook) return;
  const { ports, assignment } = run;
  try {
    await hook({
      runId: assignment.runId,
      job: assignment.job,
      step,
      attempt: assignment.attempt,
      tags: assignment.tags,
      ...(outcome.end === "failure" ? { error: outcome.error } : {}),
    });
  } catch (error) {
    ports.emit({ type: "engine", at: ports.now(), step, message: `the ${outcome.end} hook failed: ${String(error)}` });
  }
}
