import type { ExecutionInput, RunFence } from "@millrace/core/run";
import { type Mask, maskDeep, secretMask } from "@millrace/core/secrets";
import type { Assignment } from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import type { ConversationEnd } from "./conversation";
import { eventBudget } from "./event-budget";
import { eventWriter } from "./event-writer";
import { knownSteps } from "./known-steps";
import { outputLog } from "./output-log";
import { poolWaits } from "./pool-waits";
import type { ExecuteRunDeps, RunOutcome } from "./ports";
import { assetOf, type PreparedRun, stateScope } from "./prepare-run";
import { processError, type RunEnding } from "./process-error";
import { runIntake } from "./run-intake";
import { runOutcomeOf } from "./run-outcome";
import { runProcess } from "./run-process";
import { continuedAssignment } from "./run-progress";
import { runStop } from "./run-stop";
import { stepAttempts } from "./step-attempts";
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
  const process = runProcess(sandbox);
  const stop = runStop(process, process, {
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
  const attempts = stepAttempts(steps);
  const progress = stepProgress(input.plan);
  const overruns = overrunWatch(input.plan, steps, cancelGraceMs, () => process.kill("OVERRUN"));
  const budget = eventBudget();
  const common = { runs: deps.runs, orgId, runId, fence, mask, outageMs, lost: stop.lost, onLost };
  const events = eventWriter({ ...common, budget });
  const output = outputLog({ ...common, objects: deps.objects, onError });
  const pools = poolWaits({
    ...common,
    readState: (step) => readStepState(deps, input, step),
    grant: process.grantPool,
    onPoolFreed: deps.onPoolFreed,
    onError: (error) => deps.log.warn({ err: error, orgId, runId }, "a pool could not be read"),
  });
  const take = runIntake({ steps, startedAt, budget, overruns, progress, attempts, events, output, pools });
  const first = runAssignment(input, fence, state);

  const hold = (assignment: RunAssignment): Promise<ConversationEnd<RunEnding>> =>
    process.hold({
      assignment,
      variables: variables.values,
      session: {
        values: deps.values({ orgId, deploymentId, runId, attempt: fence.attempt }),
        egress: input.egress,
      },
      last: ["runDone", "processWanted"],
      take,
      output: (stream, text) => output.add({ step: "", stepAttempt: 1, stream }, text),
    });

  /** Ends what was in progress in a process that didn't end the run. Returns true if a step is to be retried. */
  const endAttempts = async (end: ConversationEnd<RunEnding>, overrun: Overrun | undefined): Promise<boolean> => {
    const isOver = stop.reason !== undefined || overrun?.reason === "MAX_RUNTIME";
    if (end.last?.type === "runDone" || isOver) return false;
    const mayRetry = !(end.last === undefined && end.error instanceof ChannelError);
    const ended = attempts.endAll({ error: processError(end, input.sandbox), overrun, mayRetry });
    await events.add(ended).catch(onError);
    return mayRetry && attempts.continue();
  };

  /** Continues the run in a fresh process, as far as it is stored. */
  const continueRun = async (): Promise<ConversationEnd<RunEnding> | undefined> => {
    await Promise.all([events.flush(), pools.endProcess()]);
    if (events.failure !== undefined) return undefined;
    await process.replace(prepared.startAnother);
    if (stop.reason !== undefined) return undefined;
    const [stored, current] = await Promise.all([
      deps.runs.readSteps(orgId, runId),
      deps.runs.readState(orgId, stateScope(input)),
    ]);
    const now = Date.now();
    const facts = {
      steps: stored,
      expanded: steps.expanded,
      waiting: attempts.waiting,
      elapsedMs: now - startedAt,
      now,
    };
    return hold(continuedAssignment({ ...first, state: current }, facts));
  };

  try {
    let end = await hold(first);
    let overrun = overruns.endProcess();
    while (await endAttempts(end, overrun)) {
      const next = await continueRun().catch(onError);
      if (next === undefined) break;
      end = next;
      overrun = overruns.endProcess();
    }
    if (end.last === undefined && end.error !== undefined && !(end.error instanceof ChannelError)) onError(end.error);
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

/** The error of a run comes from its author's code, like its events. */
const masked = (mask: Mask, ending: RunOutcome): RunOutcome =>
  ending.kind === "lost" ? ending : { ...ending, message: mask(ending.message), error: maskDeep(mask, ending.error) };

type RunAssignment = Extract<Assignment, { kind: "run" }>;

function runAssignment(input: ExecutionInput, fence: RunFence, state: PreparedRun["state"]): RunAssignment {
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
