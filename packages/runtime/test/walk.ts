import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planRun, type RunTarget } from "@millrace/core/plan";
import type { StepStatus } from "@millrace/core/run";
import type { RunPlan, RunProgress, RuntimeEvent, ValueRef } from "@millrace/protocol";
import { collectDefinitions, toManifest } from "@millrace/sdk";
import { MemoryValues, type ProcessWanted, type RunAssignment, type RunDone, walkRun } from "../src";
import { MemoryPartitions } from "../src/local/memory-partitions";

export type WalkOptions = {
  /** Partition sets of the run. */
  readonly partitions?: MemoryPartitions;
  readonly target?: RunTarget;
  /** Replaces the plan of the target. */
  readonly plan?: RunPlan;
  readonly config?: unknown;
  readonly partitionKeys?: readonly string[];
  readonly reuse?: Readonly<Record<string, ValueRef>>;
  readonly values?: MemoryValues;
  /** How far the run came in earlier processes. */
  readonly progress?: RunProgress;
  readonly replacesProcess?: boolean;
  readonly now?: number;
  readonly random?: number;
  readonly onEvent?: (event: RuntimeEvent, cancel: (reason: string) => void) => void;
};

export type Walked = {
  readonly plan: RunPlan;
  readonly done: RunDone | ProcessWanted;
  readonly events: readonly RuntimeEvent[];
  /** Events in order, as `type step`. */
  readonly story: readonly string[];
  /** Final status of each step, including map items. */
  readonly statuses: ReadonlyMap<string, StepStatus>;
  /** Outputs reused from another run. */
  readonly reuse: Readonly<Record<string, ValueRef>>;
  /** Outputs stored by the steps that succeeded. */
  readonly outputs: Readonly<Record<string, ValueRef>>;
  /** Requested delays of retries, in milliseconds. The test doesn't wait for them. */
  readonly delays: readonly number[];
  /** Assets whose stored values were loaded, with the partition. */
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

/** Plans and walks a run of some exports in this process, with values in memory and no real delays. */
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
    ...(options.progress ? { progress: options.progress } : {}),
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
    replacesProcess: options.replacesProcess ?? false,
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

/** Values that record reads of earlier runs' values. */
export class RecordedValues extends MemoryValues {
  readonly reads: string[] = [];

  override findAsset(asset: string, partition: string | undefined): ReturnType<MemoryValues["findAsset"]> {
    this.reads.push(partition === undefined ? asset : `${asset}[${partition}]`);
    return super.findAsset(asset, partition);
  }
}

/** Lets everything that is ready to continue do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
