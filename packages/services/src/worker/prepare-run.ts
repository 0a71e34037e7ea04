import { DEFAULTS, isDomainError } from "@millrace/core";
import type { PlanStep } from "@millrace/core/plan";
import type { ExecutionInput, RunMove } from "@millrace/core/run";
import type { RunStateScope } from "@millrace/core/state";
import type { StoredState } from "@millrace/protocol";
import type { ExecuteRunDeps, RunSandbox, RunVariables } from "./ports";

export type PreparedRun = {
  readonly sandbox: RunSandbox;
  readonly variables: RunVariables;
  /** Of the run's assets, by key. */
  readonly state: Record<string, StoredState>;
  /** Starts another sandbox with the same bundle, to continue the run in; the one before has ended. */
  startAnother(): Promise<RunSandbox>;
  /** Ends the sandbox, and lets go of the bundle. */
  release(): void;
};

/** Gets everything that a run needs before it is claimed, so that what fails here can simply be tried again. */
export async function prepareRun(deps: ExecuteRunDeps, input: ExecutionInput): Promise<PreparedRun> {
  const [sandbox, variables, bundle, state] = await Promise.allSettled([
    deps.sandboxes.take(input.orgId, input.sandbox),
    deps.openVariables(input.orgId, input.deploymentId, input.locationId),
    deps.bundles.acquire(input),
    deps.runs.readState(input.orgId, stateScope(input)),
  ]);
  try {
    const placed = unwrapSettled(bundle);
    const taken = unwrapSettled(sandbox);
    await taken.place(placed.dir);
    let current = taken;
    return {
      sandbox: taken,
      variables: unwrapSettled(variables),
      state: unwrapSettled(state),
      async startAnother() {
        current = await deps.sandboxes.take(input.orgId, input.sandbox);
        await current.place(placed.dir);
        return current;
      },
      release() {
        current.kill("RUN_ENDED");
        placed.release();
      },
    };
  } catch (error) {
    if (sandbox.status === "fulfilled") sandbox.value.kill("NOT_STARTED");
    if (bundle.status === "fulfilled") bundle.value.release();
    throw error;
  }
}

/** The asset whose state a step reads: that of its only asset. Undefined for a step that materializes none, or several. */
export const assetOf = (step: PlanStep | undefined): string | undefined =>
  step?.assets.length === 1 ? step.assets[0] : undefined;

/** The state that a run reads, or that one of its assets does. */
export const stateScope = (input: ExecutionInput, asset?: string): RunStateScope => ({
  deploymentId: input.deploymentId,
  assets: asset === undefined ? input.plan.steps.flatMap((step) => assetOf(step) ?? []) : [asset],
  partitionKeys: input.partitionKeys,
});

function unwrapSettled<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

const BACKOFF_MS = 1_000;

/** What becomes of a run that could not be started: a broken bundle fails it, anything else is tried again later. */
export function notStartedMove(attempt: number, error: unknown): RunMove {
  const message = error instanceof Error ? error.message : String(error);
  if (isDomainError(error)) {
    const wire = { name: "LoadError", code: error.code, message };
    return { event: "fail", reason: "LOAD_ERROR", message: `Couldn't start the run: ${message}`, error: wire };
  }
  if (attempt > DEFAULTS.lease.requeuesMax) {
    const wire = { name: "StartFailed", code: "START_TIMEOUT", message: "The platform could not start the run." };
    return {
      event: "fail",
      reason: "START_TIMEOUT",
      message: `Failed to start after ${attempt} attempts.`,
      error: wire,
    };
  }
  return { event: "requeue", message: "Millrace couldn't start the run", delayMs: BACKOFF_MS * 2 ** attempt };
}
