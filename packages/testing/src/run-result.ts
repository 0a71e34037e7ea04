import { ownValue } from "@millrace/core";
import type { RuntimeEvent, ValueRef, WireError } from "@millrace/protocol";
import type { LocalRun } from "@millrace/runtime";
import { RunValues } from "@millrace/runtime";
import type { Definitions, MetadataValue } from "@millrace/sdk";

/** Final status of a step. */
export type StepEnd = "success" | "failure" | "skipped" | "canceled";

/** Result of a check. */
export type CheckOutcome = {
  readonly asset: string;
  readonly check: string;
  readonly passed: boolean;
  readonly message?: string;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** Result of a test run, for assertions. */
export interface RunResult {
  readonly success: boolean;
  /** Final status of each step, by the step's key. */
  readonly steps: Readonly<Record<string, StepEnd>>;
  /** Returns the error of the named step, or of the first step that failed. Undefined if there is none. */
  error(step?: string): WireError | undefined;
  /** Returns the metadata that an asset recorded, by name. */
  metadata(asset: string): Readonly<Record<string, MetadataValue["value"]>>;
  readonly checks: readonly CheckOutcome[];
  /** Messages logged with `log`. */
  readonly logs: readonly string[];
  /**
   * Returns the contents of `state` of an asset after the run. For a partitioned asset, of the named partition or the
   * run's only one.
   */
  state(asset: string, partition?: string): Readonly<Record<string, unknown>>;
  /** Returns the contents of `state.asset` of a partitioned asset after the run. */
  assetState(asset: string): Readonly<Record<string, unknown>>;
  /** Keys of partition sets after the run, in insertion order, by the set's name. */
  readonly dynamicPartitions: Readonly<Record<string, readonly string[]>>;
  /** All events, as the platform would record them. */
  readonly events: readonly RuntimeEvent[];
}

const ENDS: Partial<Record<RuntimeEvent["type"], StepEnd>> = {
  stepSucceeded: "success",
  stepFailed: "failure",
  stepSkipped: "skipped",
  stepCanceled: "canceled",
};

type EventOf<T extends RuntimeEvent["type"]> = Extract<RuntimeEvent, { type: T }>;

export function runResult(
  { done, events, state, partitions: sets, partitionKeys }: LocalRun,
  definitions: Definitions,
): RunResult {
  const of = <T extends RuntimeEvent["type"]>(type: T): EventOf<T>[] =>
    events.filter((event): event is EventOf<T> => event.type === type);
  const steps = Object.fromEntries(
    events.flatMap((event): [string, StepEnd][] => {
      const end = ENDS[event.type];
      return end && "step" in event && event.step ? [[event.step, end]] : [];
    }),
  );
  return {
    success: done.outcome === "success",
    steps,
    error: (step) => (step === undefined ? done.error : of("stepFailed").find((event) => event.step === step)?.error),
    metadata: (asset) => {
      const last = of("materialization").findLast((event) => event.asset === asset);
      return Object.fromEntries(
        Object.entries(last?.metadata ?? {}).map(([name, entry]) => [name, (entry as MetadataValue).value]),
      );
    },
    checks: of("checkResult").map(({ asset, check, passed, message, metadata }) => ({
      asset,
      check,
      passed,
      message,
      metadata,
    })),
    logs: of("log").map((event) => event.message),
    state: (asset, partition) => {
      const { asset: whole = {}, partitions = {} } = state.of(asset);
      if (!definitions.assets.get(asset)?.settings.partitions) return whole;
      const [only, ...more] = partition === undefined ? partitionKeys : [partition];
      if (only !== undefined && more.length === 0) return ownValue(partitions, only) ?? {};
      throw new TypeError(`state("${asset}"): the run had ${partitionKeys.length} partitions. Specify one.`);
    },
    assetState: (asset) => state.of(asset).asset ?? {},
    dynamicPartitions: sets.all(),
    events,
  };
}

/** Loads the values of a run's steps from their serialized form. */
export async function readValues(
  run: LocalRun,
  definitions: Definitions,
  scratchDir: string,
): Promise<ReadonlyMap<string, unknown>> {
  const outputs: Record<string, ValueRef> = {};
  for (const event of run.events)
    if (event.type === "stepSucceeded" && event.output) outputs[event.step] = event.output;
  const stored = new RunValues({ values: run.values, scratchDir }, outputs);
  const values = new Map<string, unknown>();
  for (const step of Object.keys(outputs))
    values.set(step, await stored.load(step, definitions.assets.get(step)?.settings.io));
  return values;
}
