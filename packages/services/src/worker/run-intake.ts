import { setTimeout as delay } from "node:timers/promises";
import type { PlanStep } from "@millrace/core/plan";
import type { RuntimeEvent, RuntimeToWorker } from "@millrace/protocol";
import { ChannelError } from "./channel-error";
import type { eventBudget } from "./event-budget";
import { checkedEvent } from "./event-intake";
import type { EventWriter } from "./event-writer";
import type { KnownSteps } from "./known-steps";
import type { OutputLog } from "./output-log";
import type { PoolWaits } from "./pool-waits";
import { slices } from "./slices";
import type { StepAttempts } from "./step-attempts";
import type { StepProgress } from "./step-progress";
import type { OverrunWatch } from "./timeouts";

export type RunIntake = {
  readonly steps: KnownSteps;
  readonly startedAt: number;
  readonly budget: ReturnType<typeof eventBudget>;
  readonly overruns: OverrunWatch;
  readonly attempts: StepAttempts;
  readonly progress: StepProgress;
  readonly events: EventWriter;
  readonly output: OutputLog;
  readonly pools: PoolWaits;
};

/** A run that keeps logging beyond its limit is read this slowly, so that its lines don't occupy the worker. */
const DISCARD_PAUSE_MS = 20;
const LINES_PER_PAUSE = 1_000;

/**
 * Returns the function that takes each message of a run's sandbox: checked against the run's plan, then passed on to be
 * stored. It settles when the next message may be read.
 */
export const runIntake = (to: RunIntake): ((message: RuntimeToWorker) => Promise<void>) => {
  let discarded = 0;
  return async (message) => {
    switch (message.type) {
      case "events":
        await to.events.add(await checkedEvents(to, message.events));
        if (!to.budget.isSpent) return;
        discarded += message.events.filter(({ type }) => type === "log").length;
        if (discarded < LINES_PER_PAUSE) return;
        discarded = 0;
        return delay(DISCARD_PAUSE_MS);
      case "output": {
        const { step = "", stepAttempt = 1, stream, text } = message;
        if (step !== "") to.steps.get(step, stepAttempt);
        return to.output.add({ step, stepAttempt: step === "" ? 1 : stepAttempt, stream }, text);
      }
      case "poolWanted":
        assertPoolOf(to.steps.get(message.step), message.pool);
        return to.pools.want(message.step, message.pool);
      case "poolReleased":
        assertPoolOf(to.steps.get(message.step), message.pool);
        return to.pools.release(message.step, message.pool, to.events.flush);
      default:
        return;
    }
  };
};

async function checkedEvents(to: RunIntake, events: readonly RuntimeEvent[]): Promise<RuntimeEvent[]> {
  const checked: RuntimeEvent[] = [];
  const pause = slices();
  for (const event of events) {
    checked.push(checkedEvent(to.steps, to.startedAt, event));
    to.overruns.see(event);
    to.attempts.see(event);
    to.progress.see(event);
    await pause();
  }
  return checked;
}

function assertPoolOf(step: PlanStep, pool: string): void {
  if (step.pool === pool) return;
  throw new ChannelError(`The sandbox asked for a pool that step "${step.key}" doesn't use.`);
}
