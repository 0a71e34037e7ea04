import { bytesText } from "@millrace/core";
import type { FailureReason } from "@millrace/core/run";
import type { RuntimeToWorker, WireError } from "@millrace/protocol";
import type { RunOutcome, SandboxEnd, SandboxSettings } from "./ports";
import type { Overrun } from "./timeouts";

/** Why the worker itself ended the run. */
export type StopReason = "canceled" | "maxRuntime" | "overrun" | "shutdown" | "lost";
export type RunDone = Extract<RuntimeToWorker, { type: "runDone" }>;

export type RunEndContext = {
  readonly done: RunDone | undefined;
  /** Known only when the sandbox ended without a last word. */
  readonly end: SandboxEnd | undefined;
  readonly stop: StopReason | undefined;
  /** With `stop` "overrun". */
  readonly overrun?: Overrun | undefined;
  readonly channelError: unknown;
  readonly settings: SandboxSettings & { readonly wallTimeMs: number };
};

/** Turns all that is known about the end of a run into the move that ends it. */
export function runOutcomeOf(facts: RunEndContext): RunOutcome {
  const { done, stop } = facts;
  if (stop === "lost") return { kind: "lost" };
  if (done?.outcome === "success") return { kind: "ended", event: "succeed", message: "Succeeded" };
  if (stop === "canceled") return { kind: "ended", event: "canceled", message: "Canceled" };
  if (facts.end?.outOfMemory) return failed("OUT_OF_MEMORY", outOfMemory(facts.settings));
  if (stop === "overrun" && facts.overrun) return failed(facts.overrun.reason, facts.overrun.error);
  if (stop === "maxRuntime") return failed("MAX_RUNTIME", maxRuntime(facts.settings));
  if (stop === "shutdown") return failed("WORKER_LOST", WORKER_STOPPED);
  if (done !== undefined) return failed(done.reason ?? "STEP_FAILURE", done.error);
  return failed("STEP_FAILURE", crashed(facts));
}

const failed = (reason: FailureReason, error: WireError | undefined): RunOutcome => ({
  kind: "ended",
  event: "fail",
  reason,
  message: `Failed: ${error?.message.split("\n")[0] ?? reason}`,
  error,
});

const outOfMemory = ({ memoryBytes }: SandboxSettings): WireError => ({
  name: "OutOfMemory",
  code: "OUT_OF_MEMORY",
  message: `The run exceeded its memory limit of ${bytesText(memoryBytes)}. Stream the data, process it in smaller batches, or ask an admin to raise the deployment's sandbox memory.`,
});

const maxRuntime = ({ wallTimeMs }: { wallTimeMs: number }): WireError => ({
  name: "RunTimeout",
  code: "MAX_RUNTIME",
  message: `The run exceeded the deployment's maximum run time of ${Math.round(wallTimeMs / 1_000)} seconds.`,
});

const WORKER_STOPPED: WireError = {
  name: "WorkerStopped",
  code: "WORKER_LOST",
  message: "The worker shut down before the run finished.",
};

function crashed({ end, channelError, settings }: RunEndContext): WireError {
  if (end?.killedFor === "SCRATCH_FULL") {
    const message = `The run exceeded its scratch disk limit of ${bytesText(settings.scratchBytes)}.`;
    return { name: "ScratchFull", code: "SCRATCH_FULL", message };
  }
  if (channelError instanceof Error) {
    return { name: channelError.name, code: "CHANNEL_BROKEN", message: channelError.message };
  }
  const how = end?.signal ? `signal ${end.signal}` : `exit code ${end?.code ?? "unknown"}`;
  const message = `The process exited during the run (${how}). Check stderr for details.`;
  return { name: "ProcessEnded", code: "PROCESS_ENDED", message };
}
