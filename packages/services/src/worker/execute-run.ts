import { newId } from "@millrace/core";
import type { ExecutionInput, MoveResult, RunMove } from "@millrace/core/run";
import { isDataError } from "./data-error";
import type { ExecuteRunDeps, RunOutcome } from "./ports";
import { notStartedMove, type PreparedRun, prepareRun } from "./prepare-run";
import { retryDuringOutage } from "./retry-during-outage";
import { superviseRun } from "./supervise-run";

/**
 * Executes an admitted run. Does nothing for a run that another worker has taken, or that has ended.
 * The signal requests an early end: the run then fails as WORKER_LOST, and the retry policy decides.
 */
export const executeRun =
  (deps: ExecuteRunDeps) =>
  async (job: { orgId: string; runId: string; attempt: number }, signal: AbortSignal): Promise<void> => {
    const { orgId, runId, attempt } = job;
    const input = await deps.runs.findExecutionInput(orgId, runId);
    if (input?.status !== "STARTING" || input.attempt !== attempt) return;

    let prepared: PreparedRun;
    try {
      prepared = await prepareRun(deps, input);
    } catch (error) {
      deps.log.warn({ err: error, orgId, runId, attempt }, "run could not be started");
      // Stale means that it was canceled or taken in the meantime: then there is nothing to do.
      await deps.runs.transition(orgId, runId, { ...notStartedMove(attempt, error), version: input.version });
      return;
    }
    try {
      await claimAndSupervise(deps, input, prepared, signal);
    } finally {
      prepared.release();
    }
  };

async function claimAndSupervise(
  deps: ExecuteRunDeps,
  input: ExecutionInput,
  prepared: PreparedRun,
  signal: AbortSignal,
): Promise<void> {
  const { orgId, id: runId, attempt } = input;
  const { workerId, leaseMs } = deps.settings;
  const fence = { attempt, lease: newId("lease") };
  const claimed = await deps.runs.claim(orgId, runId, {
    ...fence,
    leaseMs,
    workerId,
    launcher: deps.sandboxes.backend,
  });
  if (claimed.kind === "stale") return;

  const ending = await superviseRun(deps, input, fence, prepared, signal);
  await end(deps, input, fence, ending);
}

async function end(
  deps: ExecuteRunDeps,
  { orgId, id: runId }: ExecutionInput,
  fence: { attempt: number; lease: string },
  ending: RunOutcome,
): Promise<void> {
  if (ending.kind === "lost") {
    deps.log.warn({ orgId, runId, attempt: fence.attempt }, "run was lost to another worker");
    return;
  }
  const { kind: _, ...move } = ending;
  const answer = await moveToEnd(deps, orgId, runId, { ...move, fence });
  const fields = { orgId, runId, attempt: fence.attempt, event: ending.event, reason: ending.reason };
  if (answer.kind === "stale") deps.log.warn(fields, "run had already ended when its worker reported its end");
  else deps.log.info(fields, "run ended");
}

/** Ends the run; without its message and error if the database rejects those, so that the run still ends. */
async function moveToEnd(deps: ExecuteRunDeps, orgId: string, runId: string, move: RunMove): Promise<MoveResult> {
  const { outageMs } = deps.settings;
  try {
    return await retryDuringOutage(outageMs, () => deps.runs.transition(orgId, runId, move));
  } catch (cause) {
    if (!isDataError(cause)) throw cause;
    deps.log.error({ err: cause, orgId, runId }, "the error of a run could not be stored");
    const message = "The run ended with an error that couldn't be stored.";
    const error = { name: "ErrorNotStored", code: "ERROR_NOT_STORED", message };
    const plain = { ...move, message, ...(move.error === undefined ? {} : { error }) };
    return retryDuringOutage(outageMs, () => deps.runs.transition(orgId, runId, plain));
  }
}
