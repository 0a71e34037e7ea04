import { LIMITS } from "@millrace/core";
import type { StepEnd } from "@millrace/core/plan";
import { StepError, signalOf } from "../errors/step-error";
import { toWireError } from "../errors/wire-error";
import type { StepOutcome } from "./attempt-step";
import { clip } from "./clip";
import type { Run } from "./run-state";
import { type StepTask, wireSources } from "./step-bodies";
import { resolveWire } from "./wires";

const { mapItemsMax } = LIMITS;

/** Returns true if an earlier process of the run has started this map and added its items. */
export const isExpanded = ({ assignment }: Run, { key }: StepTask): boolean =>
  assignment.progress?.expanded.includes(key) ?? false;

/** Starts a map step: loads the list to map over, or ends the step if there is none. */
export async function expandMap(
  run: Run,
  task: StepTask,
): Promise<{ items: readonly unknown[] } | { ended: StepOutcome }> {
  const { ports } = run;
  if (!isExpanded(run, task)) ports.emit({ type: "stepStarted", at: ports.now(), step: task.key, stepAttempt: 1 });
  try {
    const items = await resolveWire(task.step.over, wireSources(run));
    if (!Array.isArray(items)) {
      throw new StepError(
        "NOT_A_LIST",
        `map "${task.key}" requires a list but got ${items === null ? "null" : typeof items}`,
      );
    }
    if (items.length > mapItemsMax) {
      throw new StepError(
        "MAP_TOO_LARGE",
        `map "${task.key}" got ${items.length} items, over the limit of ${mapItemsMax} (mapItemsMax). Process them in batches: return a list of lists.`,
      );
    }
    return { items };
  } catch (error) {
    if (signalOf(error)?.type !== "skip") return { ended: await failMap(run, task, error) };
    ports.emit({ type: "stepSkipped", at: ports.now(), step: task.key, reason: clip((error as Error).message) });
    return { ended: { end: "skipped" } };
  }
}

/** Ends a map step. Its output is the list of its items' outputs, without skipped items. */
export async function storeCollected(
  run: Run,
  task: StepTask,
  end: StepEnd,
  succeeded: readonly string[],
): Promise<StepOutcome> {
  const { ports, values } = run;
  const base = { at: ports.now(), step: task.key, stepAttempt: 1 };
  if (end === "failure") return failMap(run, task, new StepError("MAP_FAILED", `items of map "${task.key}" failed`));
  if (end !== "success") {
    ports.emit({ type: "stepCanceled", ...base });
    return { end: "canceled" };
  }
  const outputs: unknown[] = [];
  for (const key of succeeded) outputs.push((await values.load(key, undefined)) ?? null);
  const output = await values.store({ step: task.key, stepAttempt: 1, subject: `map "${task.key}"` }, outputs);
  ports.emit({ type: "stepSucceeded", ...base, ...(output ? { output } : {}) });
  return { end: "success", attempt: 1, ...(output ? { output } : {}) };
}

async function failMap(run: Run, task: StepTask, thrown: unknown): Promise<StepOutcome> {
  const error = await toWireError(thrown, run.mapStack);
  run.ports.emit({
    type: "stepFailed",
    at: run.ports.now(),
    step: task.key,
    stepAttempt: 1,
    error,
    reason: "STEP_FAILURE",
  });
  return { end: "failure", attempt: 1, reason: "STEP_FAILURE", error };
}
