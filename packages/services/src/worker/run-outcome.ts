import type { FailureReason, SandboxSettings } from "@millrace/core/run";
import type { WireError } from "@millrace/protocol";
import type { ConversationEnd } from "./conversation";
import type { RunOutcome } from "./ports";
import { processError, type RunEnding } from "./process-error";
import type { Overrun } from "./timeouts";

/** Why the worker itself ended the run. */
export type StopReason = "canceled" | "maxRuntime" | "shutdown" | "lost";

export type RunEndContext = {
  /** Of the run's last process. */
  readonly end: ConversationEnd<RunEnding>;
  readonly stop: StopReason | undefined;
  /** Why the worker ended that process, if it did. */
  readonly overrun?: Overrun | undefined;
  /** Steps that the run can't have succeeded without. */
  readonly unfinished: readonly string[];
  /** An event that the run can't succeed without wasn't stored. */
  readonly failure?: WireError | undefined;
  readonly settings: SandboxSettings & { readonly wallTimeMs: number };
};

/** Turns all that is known about the end of a run into the move that ends it. */
export function runOutcomeOf(facts: RunEndContext): RunOutcome {
  const { stop, failure, settings, unfinished } = facts;
  const done = facts.end.last?.type === "runDone" ? facts.end.last : undefined;
  const exit = facts.end.last === undefined ? facts.end.exit : undefined;
  if (stop === "lost") return { kind: "lost" };
  if (failure !== undefined) return failed("STEP_FAILURE", failure);
  const isSuccess = done?.outcome === "success";
  if (isSuccess && unfinished.length === 0) return { kind: "ended", event: "succeed", message: "Succeeded" };
  if (stop === "canceled") return { kind: "ended", event: "canceled", message: "Canceled" };
  if (exit?.outOfMemory) return failed("OUT_OF_MEMORY", processError(facts.end, settings));
  if (exit && facts.overrun) return failed(facts.overrun.reason, facts.overrun.error);
  if (stop === "maxRuntime") return failed("MAX_RUNTIME", maxRuntime(settings));
  if (stop === "shutdown") return failed("WORKER_LOST", WORKER_STOPPED);
  if (isSuccess) return failed("STEP_FAILURE", stepsUnfinished(unfinished));
  if (done !== undefined) return failed(done.reason ?? "STEP_FAILURE", done.error);
  return failed("STEP_FAILURE", processError(facts.end, settings));
}

const failed = (reason: FailureReason, error: WireError | undefined): RunOutcome => ({
  kind: "ended",
  event: "fail",
  reason,
  message: `Failed: ${error?.message.split("\n")[0] ?? reason}`,
  error,
});

const maxRuntime = ({ wallTimeMs }: { wallTimeMs: number }): WireError => ({
  name: "RunTimeout",
  code: "MAX_RUNTIME",
  message: `The run exceeded the deployment's maximum run time of ${Math.round(wallTimeMs / 1_000)} seconds.`,
});

const NAMED_STEPS_MAX = 3;

function stepsUnfinished(steps: readonly string[]): WireError {
  const named = steps.slice(0, NAMED_STEPS_MAX).map((step) => JSON.stringify(step));
  const more = steps.length > named.length ? `, and ${steps.length - named.length} more` : "";
  const message = `The process reported success before all steps had finished. Unfinished: ${named.join(", ")}${more}.`;
  return { name: "StepsUnfinished", code: "STEPS_UNFINISHED", message };
}

const WORKER_STOPPED: WireError = {
  name: "WorkerStopped",
  code: "WORKER_LOST",
  message: "The worker shut down before the run finished.",
};
