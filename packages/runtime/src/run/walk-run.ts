import { setMaxListeners } from "node:events";
import { StepWalk, type WalkChange } from "@millrace/core/plan";
import { exactDuration } from "@millrace/core/retry";
import type { RuntimeToWorker, WireError } from "@millrace/protocol";
import type { Definitions } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { type MapStack, toWireError } from "../errors/wire-error";
import { RunValues } from "../values/run-values";
import { attemptStep, type StepOutcome, TIMER_MS_MAX } from "./attempt-step";
import { clip } from "./clip";
import { deferred } from "./deferred";
import { callHook } from "./hooks";
import { Leftovers } from "./leftovers";
import { expandMap, isExpanded, storeCollected } from "./map-step";
import { parseWith } from "./parse-with";
import type { RunAssignment, RunPorts } from "./ports";
import { ResourcePool } from "./resource-pool";
import type { Run } from "./run-state";
import type { StepTask } from "./step-bodies";

export type RunDone = Omit<Extract<RuntimeToWorker, { type: "runDone" }>, "type">;
/** The run has to continue in a fresh process: an attempt doesn't stop, and nothing else is left to do beside it. */
export type ProcessWanted = {
  readonly outcome: "processWanted";
  readonly reason?: undefined;
  readonly error?: undefined;
};

/** A run in progress. `ProcessWanted` only if the ports can replace the process. */
export type RunHandle = { readonly done: Promise<RunDone | ProcessWanted>; cancel(reason: string): void };

/** Walks a run's plan to its end. Emits all events and returns the outcome. */
export function walkRun(
  definitions: Definitions,
  assignment: RunAssignment,
  ports: RunPorts,
  mapStack?: MapStack,
): RunHandle {
  const canceled = new AbortController();
  setMaxListeners(0, canceled.signal);
  const started = deferred<Walker>();
  let reason: "MAX_RUNTIME" | undefined;

  const cancel = (why: string): void => {
    if (canceled.signal.aborted) return;
    canceled.abort(new StepError("CANCELED", why));
    started.promise.then(
      (walker) => walker.cancel(),
      () => {},
    );
  };
  const { timeoutMs } = assignment.plan;
  const elapsedMs = assignment.progress?.elapsedMs ?? 0;
  const limit = exactDuration(timeoutMs ?? 0);
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(
          () => {
            reason = "MAX_RUNTIME";
            cancel(`the run took longer than ${limit}`);
          },
          Math.min(Math.max(0, timeoutMs - elapsedMs), TIMER_MS_MAX),
        );

  const walk = async (): Promise<RunDone | ProcessWanted> => {
    const resources = new ResourcePool(definitions, ports.variables, ports.resources);
    try {
      let walker: Walker | undefined;
      const leftovers = new Leftovers(ports.replacesProcess, () => walker?.pauseOrGoOn());
      const run = await prepare(definitions, assignment, ports, { resources, leftovers, mapStack });
      walker = new Walker(run, canceled.signal);
      started.resolve(walker);
      const done = await walker.walk();
      if (reason === "MAX_RUNTIME" && done.outcome === "canceled") {
        return {
          outcome: "failure",
          reason,
          error: { name: "RunTimeout", code: reason, message: `the run took longer than its limit of ${limit}` },
        };
      }
      return done;
    } catch (error) {
      started.reject(error);
      return { outcome: "failure", reason: "STEP_FAILURE", error: await toWireError(error, mapStack) };
    } finally {
      clearTimeout(timer);
      for (const { resource, error } of await resources.dispose()) {
        ports.emit({
          type: "engine",
          at: ports.now(),
          message: clip(`resource "${resource}" failed to dispose: ${String(error)}`),
        });
      }
    }
  };
  return { done: walk(), cancel };
}

async function prepare(
  definitions: Definitions,
  assignment: RunAssignment,
  ports: RunPorts,
  shared: Pick<Run, "resources" | "leftovers" | "mapStack">,
): Promise<Run> {
  const job = assignment.job === undefined ? undefined : definitions.jobs.get(assignment.job);
  if (assignment.job !== undefined && !job)
    throw new StepError("UNKNOWN_DEFINITION", `not found in this version: job "${assignment.job}"`);
  const input = job?.graph
    ? await parseWith(job.settings.input, assignment.config, `input of job "${job.name}"`)
    : undefined;
  return {
    assignment,
    definitions,
    ports,
    values: new RunValues(ports, assignment.reuse),
    job,
    input,
    ...shared,
  };
}

/** Maximum number of map items in one event. */
const KEYS_PER_EVENT = 1_000;

/** Drives a {@link StepWalk}: starts steps that are ready, and reports the outcomes of steps back to it. */
class Walker {
  readonly #walk: StepWalk;
  readonly #tasks = new Map<string, StepTask>();
  readonly #done = deferred<RunDone | ProcessWanted>();
  /** Steps that are being worked on. */
  #active = 0;
  #firstFailure: { reason: "STEP_FAILURE" | "STEP_TIMEOUT"; error: WireError } | undefined;

  constructor(
    private readonly run: Run,
    private readonly canceled: AbortSignal,
  ) {
    const { plan, reuse, progress } = run.assignment;
    const ended = Object.entries(progress?.ended ?? {});
    this.#walk = new StepWalk(
      plan,
      new Map([
        ...Object.keys(reuse).map((key) => [key, "success"] as const),
        ...ended.map(([key, { end }]) => [key, end] as const),
      ]),
    );
    for (const [, { end, error, reason }] of ended)
      if (end === "failure" && error) this.#firstFailure ??= { reason: reason ?? "STEP_FAILURE", error };
    for (const step of plan.steps) this.#tasks.set(step.key, { key: step.key, step });
  }

  walk(): Promise<RunDone | ProcessWanted> {
    this.#apply(this.#walk.begin());
    if (this.canceled.aborted) this.cancel();
    this.#pump();
    return this.#done.promise;
  }

  cancel(): void {
    this.#apply(this.#walk.cancel().change);
    this.#pump();
  }

  /** Starts nothing more while a step is stuck, and asks for a fresh process when only stuck steps are left. */
  pauseOrGoOn(): void {
    const { stuck } = this.run.leftovers;
    if (this.#isPaused && this.#active === stuck) this.#done.resolve({ outcome: "processWanted" });
    else this.#pump();
  }

  get #isPaused(): boolean {
    return this.run.leftovers.stuck > 0 && !this.canceled.aborted;
  }

  #work(work: Promise<void>): void {
    this.#active++;
    work
      .then(() => {
        this.#active--;
        this.pauseOrGoOn();
      })
      .catch(this.#done.reject);
  }

  #pump(): void {
    for (const key of this.#isPaused ? [] : this.#walk.take()) {
      const task = this.#tasks.get(key) as StepTask;
      this.#work(task.step.kind === "map" && !task.item ? this.#startMap(task) : this.#runStep(task));
    }
    const outcome = this.#walk.outcome();
    if (outcome === undefined) return;
    this.#done.resolve(outcome === "failure" ? { outcome, ...this.#firstFailure } : { outcome });
  }

  async #runStep(task: StepTask): Promise<void> {
    const outcome = await attemptStep(this.run, task, this.canceled);
    await this.#ended(task, outcome);
  }

  async #startMap(task: StepTask): Promise<void> {
    const expanded = await expandMap(this.run, task);
    if ("ended" in expanded) return this.#ended(task, expanded.ended);
    const { keys, collected } = this.#walk.expand(task.key, expanded.items.length);
    keys.forEach((key, index) => {
      this.#tasks.set(key, { key, step: task.step, item: { value: expanded.items[index] } });
    });
    if (!isExpanded(this.run, task)) this.#emitAdded(task.key, keys);
    this.#apply({ skipped: [], collected });
    this.#pump();
  }

  #emitAdded(step: string, keys: readonly string[]): void {
    const { ports } = this.run;
    for (let from = 0; from === 0 || from < keys.length; from += KEYS_PER_EVENT) {
      const some = keys.slice(from, from + KEYS_PER_EVENT);
      ports.emit({ type: "stepsAdded", at: ports.now(), step, count: some.length, keys: some });
    }
  }

  async #ended(task: StepTask, outcome: StepOutcome): Promise<void> {
    if (outcome.end === "failure") this.#firstFailure ??= { reason: outcome.reason, error: outcome.error };
    await callHook(this.run, task.key, outcome, this.canceled);
    this.#apply(this.#walk.finish(task.key, outcome.end));
    this.#pump();
  }

  #apply({ skipped, collected }: WalkChange): void {
    const { ports } = this.run;
    for (const { step, reason } of skipped) ports.emit({ type: "stepSkipped", at: ports.now(), step, reason });
    for (const { step, end } of collected) this.#work(this.#collectMap(step, end));
  }

  async #collectMap(step: string, end: WalkChange["collected"][number]["end"]): Promise<void> {
    const task = this.#tasks.get(step) as StepTask;
    const items = [...this.#tasks.keys()].filter((key) => this.#tasks.get(key)?.step === task.step && key !== step);
    const succeeded = items.filter((key) => this.#walk.state(key) === "success");
    await this.#ended(task, await storeCollected(this.run, task, end, succeeded));
  }
}
