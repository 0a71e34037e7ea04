import type { RunFence } from "@millrace/core/run";
import type { Assignment, RuntimeEvent } from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import { conversationWith } from "./conversation";
import { eventBudget } from "./event-budget";
import { eventWriter } from "./event-writer";
import { knownSteps } from "./known-steps";
import { outputLog } from "./output-log";
import { poolWaits } from "./pool-waits";
import type { ExecuteRunDeps, ExecutionInput, RunOutcome } from "./ports";
import { assetOf, type PreparedRun, stateScope } from "./prepare-run";
import { runIntake } from "./run-intake";
import { runOutcomeOf } from "./run-outcome";
import { runStop } from "./run-stop";
import { type Mask, maskDeep, secretMask } from "./secret-mask";
import { stepProgress } from "./step-progress";
import { type Overrun, overrunWatch } from "./timeouts";

/** Executes a claimed run in its sandbox and stores its events and output. Settles when all of it is stored. */
export async function superviseRun(
  deps: ExecuteRunDeps,
  input: ExecutionInput,
  fence: RunFence,
  prepared: Omit<PreparedRun, "release">,
  shutdown: AbortSignal,
): Promise<RunOutcome> {
  const { orgId, id: runId, deploymentId } = input;
  const { sandbox, variables, state } = prepared;
  const { outageMs, cancelGraceMs } = deps.settings;
  const startedAt = Date.now();
  const mask = secretMask(variables.secrets);
  const conversation = conversationWith(sandbox);
  const stop = runStop(sandbox, conversation, {
    heartbeats: deps.heartbeats,
    lease: { orgId, runId, ...fence },
    wallTimeMs: input.sandbox.wallTimeMs,
    shutdown,
    cancelGraceMs,
  });
  const onLost = (error?: unknown): void => {
    if (error !== undefined) deps.log.error({ err: error, orgId, runId }, "run events could not be stored");
    stop.lose();
  };
  const onError = (error: unknown) => deps.log.error({ err: error, orgId, runId }, "part of a run was not stored");

  const steps = knownSteps(input.plan);
  const overruns = overrunWatch(input.plan, steps, cancelGraceMs, stop.overrun);
  const progress = stepProgress(input.plan);
  const budget = eventBudget();
  const common = { runs: deps.runs, orgId, runId, fence, mask, outageMs, lost: stop.lost, onLost };
  const events = eventWriter({ ...common, budget });
  const output = outputLog({ ...common, objects: deps.objects, onError });
  const pools = poolWaits({
    ...common,
    readState: (step) => readStepState(deps, input, step),
    grant: conversation.grantPool,
    onPoolFreed: deps.onPoolFreed,
    onError: (error) => deps.log.warn({ err: error, orgId, runId }, "a pool could not be read"),
  });

  try {
    const end = await conversation.hold({
      assignment: runAssignment(input, fence, state),
      variables: variables.values,
      session: {
        values: deps.values({ orgId, deploymentId, runId, attempt: fence.attempt }),
        egress: input.egress,
      },
      last: ["runDone"],
      take: runIntake({ steps, startedAt, budget, overruns, progress, events, output, pools }),
      output: (stream, text) => output.add({ step: "", stepAttempt: 1, stream }, text),
    });
    if (end.last === undefined && end.error !== undefined && !(end.error instanceof ChannelError)) onError(end.error);
    const overrun = stop.reason === "overrun" ? overruns.found : undefined;
    await events.add(endOfOverrun(overrun)).catch(onError);
    await Promise.all([events.flush(), output.close()]);
    const { failure } = events;
    const { unfinished } = progress;
    return masked(
      mask,
      runOutcomeOf({ end, unfinished, failure, stop: stop.reason, overrun, settings: input.sandbox }),
    );
  } finally {
    pools.close();
    overruns.close();
    stop.release();
  }
}

/** Reads the current state of a step's asset; undefined for a step of another kind. */
async function readStepState(deps: ExecuteRunDeps, input: ExecutionInput, key: string) {
  const asset = assetOf(input.plan.steps.find((step) => step.key === key));
  return asset === undefined ? undefined : (await deps.runs.readState(input.orgId, stateScope(input, asset)))[asset];
}

/** The end of an attempt whose process can no longer report it. */
const endOfOverrun = ({ attempt, error }: Partial<Overrun> = {}): RuntimeEvent[] =>
  attempt && error ? [{ type: "stepFailed", at: Date.now(), ...attempt, error, reason: "STEP_TIMEOUT" }] : [];

/** The error of a run comes from its author's code, like its events. */
const masked = (mask: Mask, ending: RunOutcome): RunOutcome =>
  ending.kind === "lost" ? ending : { ...ending, message: mask(ending.message), error: maskDeep(mask, ending.error) };

function runAssignment(input: ExecutionInput, fence: RunFence, state: PreparedRun["state"]): Assignment {
  return {
    kind: "run",
    runId: input.id,
    attempt: fence.attempt,
    plan: input.plan,
    ...(input.job === null ? {} : { job: input.job }),
    ...(input.config === null ? {} : { config: input.config }),
    partitionKeys: [...input.partitionKeys],
    tags: { ...input.tags },
    deployment: input.deployment,
    location: input.location,
    reuse: (input.reuse ?? {}) as Record<string, never>,
    state,
  };
}
