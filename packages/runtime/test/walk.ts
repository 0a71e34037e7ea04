import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRun, type RunTarget } from "@millrace/core/plan";
import type { StepStatus } from "@millrace/core/run";
import type { RunPlan, RuntimeEvent, ValueRef } from "@millrace/protocol";
import { collectDefinitions, toManifest } from "@millrace/sdk";
import { MemoryValues, type RunAssignment, type RunDone, walkRun } from "../src";
import { MemoryPartitions } from "../src/local/memory-partitions";

export type WalkOptions = {
  /** Named sets of dynamic partitions. */
  readonly partitions?: MemoryPartitions;
  readonly target?: RunTarget;
  /** In place of the plan that the target gives. */
  readonly plan?: RunPlan;
  readonly config?: unknown;
  readonly partitionKeys?: readonly string[];
  readonly reuse?: Readonly<Record<string, ValueRef>>;
  readonly values?: MemoryValues;
  readonly now?: number;
  readonly random?: number;
  readonly onEvent?: (event: RuntimeEvent, cancel: (reason: string) => void) => void;
};

export type Walked = {
  readonly plan: RunPlan;
  readonly done: RunDone;
  readonly events: readonly RuntimeEvent[];
  /** Events in order, as `type step`. */
  readonly story: readonly string[];
  /** How each step ended, map items included. */
  readonly statuses: ReadonlyMap<string, StepStatus>;
  /** What was taken over from another run. */
  readonly reuse: Readonly<Record<string, ValueRef>>;
  /** What each step that succeeded stored. */
  readonly outputs: Readonly<Record<string, ValueRef>>;
  /** What retries were told to wait, in milliseconds; none is waited for. */
  readonly delays: readonly number[];
  /** Assets whose stored values were asked for, with the partition. */
  readonly reads: readonly string[];
  readonly values: MemoryValues;
  value(step: string): unknown;
};

const ENDS: Partial<Record<RuntimeEvent["type"], StepStatus>> = {
  stepSucceeded: "SUCCESS",
  stepFailed: "FAILURE",
  stepSkipped: "SKIPPED",
  stepCanceled: "CANCELED",
};

/** Plans and walks a run of some exports in this process, with values in memory and delays that pass at once. */
export async function walk(exports: Readonly<Record<string, unknown>>, options: WalkOptions = {}): Promise<Walked> {
  const definitions = collectDefinitions({ "test.ts": exports });
  const { target = { kind: "selection", select: "*" }, partitionKeys = [], values = new RecordedValues() } = options;
  const plan = options.plan ?? planRun(toManifest(definitions), target, { partitionKeys });
  const events: RuntimeEvent[] = [];
  const delays: number[] = [];
  const reads = values instanceof RecordedValues ? values.reads : [];
  const assignment: RunAssignment = {
    kind: "run",
    runId: "run_1",
    attempt: 1,
    plan,
    ...(target.kind === "job" ? { job: target.job } : {}),
    config: options.config,
    partitionKeys: [...partitionKeys],
    tags: {},
    deployment: "test",
    location: "test",
    reuse: { ...options.reuse },
    state: {},
  };
  const run = walkRun(definitions, assignment, {
    emit: (event) => {
      events.push(event);
      values.record(event);
      options.onEvent?.(event, (reason) => run.cancel(reason));
    },
    flush: async () => {},
    now: () => options.now ?? Date.parse("2026-02-01T00:00Z"),
    random: () => options.random ?? 0.5,
    sleep: async (ms) => void delays.push(ms),
    values,
    partitions: options.partitions ?? new MemoryPartitions(),
    pools: { acquire: async () => ({ release: () => {} }) },
    variables: {},
    scratchDir: mkdtempSync(join(tmpdir(), "millrace-walk-")),
  });
  const done = await run.done;

  const statuses = new Map<string, StepStatus>();
  const outputs: Record<string, ValueRef> = {};
  for (const event of events) {
    const end = ENDS[event.type];
    if (end && "step" in event && event.step) statuses.set(event.step, end);
    if (event.type === "stepSucceeded" && event.output) outputs[event.step] = event.output;
  }
  return {
    plan,
    done,
    events,
    story: events.map((event) => ("step" in event && event.step ? `${event.type} ${event.step}` : event.type)),
    statuses,
    reuse: assignment.reuse,
    outputs,
    delays,
    reads,
    values,
    value: (step) => {
      const output = outputs[step];
      return output && JSON.parse(values.bytes(output).toString("utf8"));
    },
  };
}

/** Values that remember what was read from earlier runs. */
export class RecordedValues extends MemoryValues {
  readonly reads: string[] = [];

  override findAsset(asset: string, partition: string | undefined): ReturnType<MemoryValues["findAsset"]> {
    this.reads.push(partition === undefined ? asset : `${asset}[${partition}]`);
    return super.findAsset(asset, partition);
  }
}

/** Lets everything that is ready to go on go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
