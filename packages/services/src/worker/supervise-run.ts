import type { RunFence } from "@millrace/core/run";
import type { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import { PROTOCOL_VERSION } from "@millrace/protocol";
import { eventWriter } from "./event-writer";
import { outputLog } from "./output-log";
import { poolWaits } from "./pool-waits";
import type { ExecuteRunDeps, ExecutionInput, RunOutcome } from "./ports";
import { assetOf, type PreparedRun, stateScope } from "./prepare-run";
import { rawOutput } from "./raw-output";
import { type RunDone, runOutcomeOf } from "./run-outcome";
import { runStop } from "./run-stop";
import { type Mask, maskDeep, secretMask } from "./secret-mask";
import { type Overrun, overrunWatch } from "./timeouts";

/** A sandbox that has closed its channel ends within this time, or is ended. */
const END_WITHIN_MS = 1_000;

/** Lets a claimed run happen in its sandbox and stores what it says. Settles when all of it is stored. */
export async function superviseRun(
  deps: ExecuteRunDeps,
  input: ExecutionInput,
  fence: RunFence,
  prepared: Omit<PreparedRun, "release">,
  shutdown: AbortSignal,
): Promise<RunOutcome> {
  const { orgId, id: runId, deploymentId } = input;
  const { sandbox, variables } = prepared;
  const { leaseMs, cancelGraceMs } = deps.settings;
  const mask = secretMask(variables.secrets);
  const stop = runStop(sandbox, {
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

  const overruns = overrunWatch(input.plan, cancelGraceMs, stop.overrun);

  const common = { runs: deps.runs, orgId, runId, fence, mask, outageMs: leaseMs, onLost };
  const events = eventWriter(common);
  const output = outputLog({ ...common, objects: deps.objects });
  const pools = poolWaits({
    ...common,
    readState: (step) => readStepState(deps, input, step),
    grant: (step, pool, state) => sandbox.send({ type: "poolGranted", step, pool, ...(state ? { state } : {}) }),
    onPoolFreed: deps.onPoolFreed,
    onError: (error) => deps.log.warn({ err: error, orgId, runId }, "a pool could not be read"),
  });

  const take = async (message: RuntimeToWorker): Promise<void> => {
    if (message.type === "events") {
      overruns.see(message.events);
      await events.add(message.events);
    } else if (message.type === "poolWanted") pools.want(message.step, message.pool);
    else if (message.type === "poolReleased") pools.release(message.step, message.pool, events.flush());
    else if (message.type === "output") {
      const { step = "", stepAttempt = 1, stream, text } = message;
      await output.add({ step, stepAttempt, stream }, text);
    }
  };

  try {
    const values = deps.values({ orgId, deploymentId, runId, attempt: fence.attempt });
    sandbox.serve({ values, egress: input.egress });
    sandbox.send(claimMessage(input, fence, prepared));
    const raw = rawOutput(sandbox, (stream, text) => output.add({ step: "", stepAttempt: 1, stream }, text));
    const { done, channelError } = await readUntilDone(sandbox.messages, take);
    if (channelError !== undefined) sandbox.kill("CHANNEL_BROKEN");
    const end = done === undefined ? await endOf(sandbox) : undefined;
    await raw.drained();
    const overrun = stop.reason === "overrun" ? overruns.found : undefined;
    await events.add(endOfOverrun(overrun));
    await Promise.all([events.flush(), output.close()]);
    return masked(mask, runOutcomeOf({ done, end, stop: stop.reason, overrun, channelError, settings: input.sandbox }));
  } finally {
    pools.close();
    overruns.close();
    stop.release();
  }
}

/** The state of a step's asset as it is now; undefined for a step of another kind. */
async function readStepState(deps: ExecuteRunDeps, input: ExecutionInput, key: string) {
  const asset = assetOf(input.plan.steps.find((step) => step.key === key));
  return asset === undefined ? undefined : (await deps.runs.readState(input.orgId, stateScope(input, asset)))[asset];
}

/** What the process of an attempt that went on for too long could not say any more. */
const endOfOverrun = ({ attempt, error }: Partial<Overrun> = {}): RuntimeEvent[] =>
  attempt && error ? [{ type: "stepFailed", at: Date.now(), ...attempt, error, reason: "STEP_TIMEOUT" }] : [];

/** The last word of a run is the author's, like any other. */
const masked = (mask: Mask, ending: RunOutcome): RunOutcome =>
  ending.kind === "lost" ? ending : { ...ending, message: mask(ending.message), error: maskDeep(mask, ending.error) };

/** A sandbox that closed its channel is ending by itself, and how is worth knowing; if it is not, it is ended. */
async function endOf(sandbox: PreparedRun["sandbox"]) {
  const timer = setTimeout(() => sandbox.kill("CHANNEL_CLOSED"), END_WITHIN_MS);
  return sandbox.exited.finally(() => clearTimeout(timer));
}

/** Reads messages until the last one of the run, or until the sandbox ends or says what nobody understands. */
async function readUntilDone(
  messages: AsyncIterable<RuntimeToWorker>,
  take: (message: RuntimeToWorker) => Promise<void>,
): Promise<{ done?: RunDone; channelError?: unknown }> {
  try {
    for await (const message of messages) {
      if (message.type === "runDone") return { done: message };
      await take(message);
    }
    return {};
  } catch (channelError) {
    return { channelError };
  }
}

function claimMessage(
  input: ExecutionInput,
  fence: RunFence,
  { sandbox, variables, state }: Omit<PreparedRun, "release">,
) {
  return {
    type: "claim" as const,
    protocol: PROTOCOL_VERSION,
    ...sandbox.paths,
    network: sandbox.network,
    variables: variables.values,
    assignment: {
      kind: "run" as const,
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
    },
  };
}
