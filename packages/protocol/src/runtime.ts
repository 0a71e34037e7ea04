import { z } from "zod";
import { Manifest } from "./manifest";
import { RunPlan } from "./plan";
import { SensorEvent } from "./sensor-event";
import { StateChanges, StoredState } from "./state";

/**
 * What the worker and the runtime in the sandbox say to each other: newline-delimited JSON, one message a line.
 * The launcher starts `node runtime.cjs` with four pipes (or socket pairs):
 *
 * | fd | direction | carries |
 * |----|-----------|---------|
 * | 0 (stdin) | worker → runtime | `WorkerToRuntime` messages. Its end means that the worker is gone: the runtime exits. |
 * | 1 (stdout), 2 (stderr) | runtime → worker | raw text of native code and child processes, not attributed to a step. `console.*` and `process.stdout.write` of user code arrive as `output` messages instead. |
 * | 3 | runtime → worker | `RuntimeToWorker` messages, and nothing else. |
 *
 * The order is `ready` → `claim` → (`loaded` | `loadFailed`) for a load, (`events`, `output`)* → `runDone` for a run,
 * (`tickDone` | `tickFailed`) for a tick; then the runtime exits with code 0. It needs no environment variable.
 * After `cancel` the runtime aborts the steps' signals and ends by itself; who does not end is killed by the worker.
 * Values and network connections never travel here: each has a connection of its own to the broker socket (see
 * `broker.ts`). The one exception is a small JSON value, which travels inside its `ValueRef` (`inline`).
 */

/** A value in object storage. `codec` names how to read it (`json`, `file`, `bytes`, …; `none` = the function returned nothing). */
export const ValueRef = z.object({
  object: z.string(),
  codec: z.string(),
  bytes: z.int(),
  sha256: z.string().optional(),
  /** The file's name, for `file` values. */
  name: z.string().optional(),
  /**
   * The value's JSON text, when it is small (`INLINE_VALUE_BYTES_MAX`): nothing is stored, `object` is empty, and a
   * broker's `get` answers with the reference alone, followed by no bytes.
   */
  inline: z.string().optional(),
});
export type ValueRef = z.infer<typeof ValueRef>;

/** An error as it crosses a process boundary: recognized by `code`, never by class. */
export const WireError = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  /** Mapped to the author's TypeScript where the source map knows it. */
  stack: z.string().optional(),
  /** The author's lines round the failing one, with its file and position. */
  frame: z.object({ file: z.string(), line: z.int(), column: z.int().optional(), text: z.string() }).optional(),
  retry: z.boolean().optional(),
});
export type WireError = z.infer<typeof WireError>;

/**
 * One piece of metadata. Numbers, text, booleans and JSON that an author records plainly arrive typed too: every entry of
 * an event's metadata has this form. `int`, `float`, `duration` (milliseconds) and `bytes` may be plotted.
 */
export const MetadataEntry = z.object({
  type: z.enum([
    ...(["text", "url", "path", "json", "markdown", "int", "float", "bool", "timestamp", "duration", "bytes"] as const),
    ...(["table", "tableSchema", "columnLineage", "asset", "run", "job"] as const),
  ]),
  value: z.unknown(),
});
export type MetadataEntry = z.infer<typeof MetadataEntry>;

/** By name. Readers treat an entry that is no {@link MetadataEntry} as JSON. */
const Metadata = z.record(z.string(), z.unknown());

/** A run that a schedule or sensor asks for. */
export const RequestedRun = z.object({
  /** Distinct within a tick; a sensor launches each key once. */
  runKey: z.string().optional(),
  /** The job's input, for graph jobs. */
  input: z.unknown().optional(),
  /** Config per asset, for asset jobs. */
  config: z.record(z.string(), z.unknown()).optional(),
  tags: z.record(z.string(), z.string()).default({}),
  partition: z.string().optional(),
});
export type RequestedRun = z.infer<typeof RequestedRun>;

/** Changes of named sets of dynamic partitions, by name. */
export const PartitionSetChanges = z.record(
  z.string(),
  z.object({ add: z.array(z.string()).optional(), delete: z.array(z.string()).optional() }),
);
export type PartitionSetChanges = z.infer<typeof PartitionSetChanges>;

/** What the evaluation of a schedule or sensor came to. */
export const TickResult = z.object({
  runs: z.array(RequestedRun),
  skip: z.string().optional(),
  /** A sensor's next cursor; absent = unchanged. */
  cursor: z.unknown().optional(),
  /** Changes of dynamic partition sets, by name. */
  partitions: PartitionSetChanges.optional(),
});
export type TickResult = z.infer<typeof TickResult>;

// ---- runtime → worker -------------------------------------------------------------------------------------------

const At = { at: z.int().describe("milliseconds since 1970, by the sandbox's clock") };
const Step = { step: z.string(), stepAttempt: z.int().min(1) };

/** What happened in a run, in the order in which it happened. */
export const RuntimeEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("stepStarted"), ...At, ...Step }),
  z.object({
    type: z.literal("stepSucceeded"),
    ...At,
    ...Step,
    output: ValueRef.optional(),
    /** Only assets' steps have some. */
    state: StateChanges.optional(),
    dynamicPartitions: PartitionSetChanges.optional(),
  }),
  z.object({
    type: z.literal("stepFailed"),
    ...At,
    ...Step,
    error: WireError,
    reason: z.enum(["STEP_FAILURE", "STEP_TIMEOUT"]),
  }),
  z.object({ type: z.literal("stepRetrying"), ...At, ...Step, error: WireError, delayMs: z.int() }),
  z.object({ type: z.literal("stepSkipped"), ...At, step: z.string(), reason: z.string() }),
  z.object({ type: z.literal("stepCanceled"), ...At, ...Step }),
  z.object({ type: z.literal("stepsAdded"), ...At, step: z.string(), count: z.int(), keys: z.array(z.string()) }),
  z.object({
    type: z.literal("materialization"),
    ...At,
    ...Step,
    asset: z.string(),
    partition: z.string().optional(),
    metadata: Metadata,
    value: ValueRef.optional(),
    codeVersion: z.string().optional(),
    dataVersion: z.string().optional(),
  }),
  z.object({
    type: z.literal("observation"),
    ...At,
    ...Step,
    asset: z.string(),
    partition: z.string().optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("checkResult"),
    ...At,
    ...Step,
    asset: z.string(),
    check: z.string(),
    partition: z.string().optional(),
    passed: z.boolean(),
    severity: z.enum(["warn", "error"]),
    blocking: z.boolean(),
    message: z.string().optional(),
    metadata: Metadata,
  }),
  z.object({
    type: z.literal("log"),
    ...At,
    step: z.string().optional(),
    stepAttempt: z.int().optional(),
    level: z.enum(["debug", "info", "warn", "error"]),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ type: z.literal("engine"), ...At, step: z.string().optional(), message: z.string() }),
]);
export type RuntimeEvent = z.infer<typeof RuntimeEvent>;

export const RuntimeToWorker = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready"), protocol: z.int(), node: z.string() }),
  z.object({ type: z.literal("events"), events: z.array(RuntimeEvent) }),
  /** stdout or stderr of user code, already attributed to a step where that is known. */
  z.object({
    type: z.literal("output"),
    step: z.string().optional(),
    stepAttempt: z.int().optional(),
    stream: z.enum(["stdout", "stderr"]),
    text: z.string(),
  }),
  z.object({ type: z.literal("poolWanted"), step: z.string(), pool: z.string() }),
  z.object({ type: z.literal("poolReleased"), step: z.string(), pool: z.string() }),
  /** `codeCache`: V8's cache of the loaded bundle, put through the broker as step `$load`; store it beside the bundle as `main.cache`. */
  z.object({ type: z.literal("loaded"), manifest: Manifest, loadMs: z.number(), codeCache: ValueRef.optional() }),
  z.object({ type: z.literal("loadFailed"), error: WireError }),
  z.object({ type: z.literal("tickDone"), result: TickResult }),
  z.object({ type: z.literal("tickFailed"), error: WireError }),
  /** Always the last message of a run. */
  z.object({
    type: z.literal("runDone"),
    outcome: z.enum(["success", "failure", "canceled"]),
    reason: z.enum(["STEP_FAILURE", "STEP_TIMEOUT", "MAX_RUNTIME", "LOAD_ERROR"]).optional(),
    error: WireError.optional(),
  }),
]);
export type RuntimeToWorker = z.infer<typeof RuntimeToWorker>;

// ---- worker → runtime -------------------------------------------------------------------------------------------

/** What to do with the bundle. Sent once, after the claim: a sandbox serves one assignment and ends. */
export const Assignment = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("load") }),
  z.object({
    kind: z.literal("run"),
    runId: z.string(),
    attempt: z.int(),
    plan: RunPlan,
    job: z.string().optional(),
    /** The job's input, or for asset runs `{ <asset key>: config }`. */
    config: z.unknown().optional(),
    partitionKeys: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.string()),
    deployment: z.string(),
    location: z.string(),
    /** Finished steps of the run that this one re-executes: their values are reused. */
    reuse: z.record(z.string(), ValueRef).default({}),
    /** Of the run's assets, and of those of their partitions that the run is for. */
    state: z.record(z.string(), StoredState).default({}),
  }),
  z.object({
    kind: z.literal("tick"),
    schedule: z.string().optional(),
    sensor: z.string().optional(),
    scheduledAt: z.string().optional(),
    cursor: z.unknown().optional(),
    /** What a sensor that monitors assets or runs is told of, oldest first. */
    events: z.array(SensorEvent).optional(),
    now: z.string(),
  }),
]);
export type Assignment = z.infer<typeof Assignment>;

export const WorkerToRuntime = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("claim"),
    protocol: z.int(),
    /** Absolute path of the bundle's folder as the sandbox sees it. */
    bundleDir: z.string(),
    /** Absolute path of the broker's Unix socket as the sandbox sees it. */
    brokerSocket: z.string(),
    /** `broker`: the sandbox has no route out and TCP connections go through the broker's `connect`. */
    network: z.enum(["direct", "broker"]).default("direct"),
    /** The location's variables and secrets; they exist in the sandbox's memory only. */
    variables: z.record(z.string(), z.string()),
    assignment: Assignment,
  }),
  z.object({ type: z.literal("cancel"), reason: z.string() }),
  /** `state`: an asset's, as it is now; whoever had the slot before may have changed it since the claim. */
  z.object({ type: z.literal("poolGranted"), step: z.string(), pool: z.string(), state: StoredState.optional() }),
]);
export type WorkerToRuntime = z.infer<typeof WorkerToRuntime>;
