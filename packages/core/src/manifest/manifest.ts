import { z } from "zod";
import { ConditionSpec } from "../automation/condition/condition";
import { PartitionMapping, PartitionsSpec } from "../partitions/spec";
import { RUN_STATUSES } from "../run/run-lifecycle";

/** A JSON Schema document (draft 2020-12), as `z.toJSONSchema` writes it. */
export const JsonSchema = z.record(z.string(), z.unknown());

/** The position of a definition in the author's TypeScript, relative to the project's root. Lines and columns count from 1. */
export const SourceLocation = z.object({ file: z.string(), line: z.int().optional(), column: z.int().optional() });
export type SourceLocation = z.infer<typeof SourceLocation>;

export const RetryPolicy = z.object({
  max: z.int().min(0),
  delayMs: z.int().min(0).optional(),
  backoff: z.enum(["linear", "exponential"]).optional(),
  jitter: z.enum(["full", "plus-minus"]).optional(),
});
export type RetryPolicy = z.infer<typeof RetryPolicy>;

export const AlertSettings = z.object({ after: z.int().min(1).optional(), disabled: z.boolean().optional() });

export { PartitionMapping, PartitionsSpec };

/** One named input of an asset. `view` says what the function receives; `ordered` loads no value. */
export const AssetDependency = z.object({
  input: z.string(),
  asset: z.string(),
  view: z.enum(["value", "allPartitions", "lastPartitions", "ordered"]).default("value"),
  count: z.int().min(1).optional(),
  mapping: PartitionMapping.optional(),
});
export type AssetDependency = z.infer<typeof AssetDependency>;

/** What assets, ops and jobs have in common. Durations are milliseconds. */
const Common = z.object({
  description: z.string().optional(),
  owners: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.string()).default({}),
  kinds: z.array(z.string()).default([]),
  retry: RetryPolicy.optional(),
  timeoutMs: z.int().min(1).optional(),
  pool: z.string().optional(),
  priority: z.int().optional(),
  alerts: AlertSettings.optional(),
  source: SourceLocation.optional(),
});

/** When an asset is requested. Versions from before conditions could be composed have a `kind`. */
export const AutomationSpec = z.union([
  ConditionSpec,
  z.object({
    kind: z.enum(["eager", "onCron", "onMissing"]),
    cron: z.string().optional(),
    timeZone: z.string().optional(),
  }),
]);
export const FreshnessSpec = z.union([
  z.object({ failAfterMs: z.int(), warnAfterMs: z.int().optional() }),
  z.object({ deadline: z.string(), lowerBoundMs: z.int(), timeZone: z.string().default("UTC") }),
]);

export const AssetManifest = Common.extend({
  key: z.string(),
  group: z.string().optional(),
  deps: z.array(AssetDependency).default([]),
  /** True for an asset that another code location defines: a dependency only. */
  external: z.boolean().default(false),
  resources: z.array(z.string()).default([]),
  config: JsonSchema.optional(),
  partitions: PartitionsSpec.optional(),
  /** The name of the io that stores the value; absent = JSON. */
  io: z.string().optional(),
  freshness: FreshnessSpec.optional(),
  automation: AutomationSpec.optional(),
  codeVersion: z.string().optional(),
});
export type AssetManifest = z.infer<typeof AssetManifest>;

export const CheckManifest = z.object({
  asset: z.string(),
  name: z.string(),
  description: z.string().optional(),
  severity: z.enum(["warn", "error"]).default("error"),
  blocking: z.boolean().default(false),
  source: SourceLocation.optional(),
});
export type CheckManifest = z.infer<typeof CheckManifest>;

export const OpManifest = Common.extend({
  name: z.string(),
  input: JsonSchema.optional(),
  resources: z.array(z.string()).default([]),
});
export type OpManifest = z.infer<typeof OpManifest>;

/**
 * Where a value in a job's graph comes from: the job's input, another node's output, a property of either,
 * a literal, or an object or list made of such. `optional` counts the first parts of the path that may be absent:
 * where they are, the step that reads the wire is skipped.
 */
export type Wire =
  | { from: "input"; path: string[]; optional?: number }
  | { from: "node"; node: string; path: string[]; optional?: number }
  | { from: "literal"; value: unknown }
  | { from: "object"; fields: Record<string, Wire> }
  | { from: "list"; items: Wire[] };
export const Wire: z.ZodType<Wire> = z.lazy(() =>
  z.discriminatedUnion("from", [
    z.object({ from: z.literal("input"), path: z.array(z.string()), optional: z.int().min(1).optional() }),
    z.object({
      from: z.literal("node"),
      node: z.string(),
      path: z.array(z.string()),
      optional: z.int().min(1).optional(),
    }),
    z.object({ from: z.literal("literal"), value: z.unknown() }),
    z.object({ from: z.literal("object"), fields: z.record(z.string(), Wire) }),
    z.object({ from: z.literal("list"), items: z.array(Wire) }),
  ]),
);

/** One call (or mapped call) of an op in a job's graph. `node` is unique in the job. */
export const GraphNode = z.object({
  node: z.string(),
  op: z.string(),
  kind: z.enum(["call", "map"]),
  input: Wire.optional(),
  /** For `map`: the wire of the list, and how many items run concurrently. */
  over: Wire.optional(),
  concurrency: z.int().min(1).optional(),
  after: z.array(z.string()).default([]),
});
export type GraphNode = z.infer<typeof GraphNode>;

export const JobManifest = Common.extend({
  name: z.string(),
  input: JsonSchema.optional(),
  /** A job over assets carries its selection text; a graph job carries its nodes. */
  select: z.string().optional(),
  nodes: z.array(GraphNode).optional(),
  partitions: PartitionsSpec.optional(),
  concurrency: z.object({ key: z.string().optional(), limit: z.int().min(0) }).optional(),
  /** Maximum concurrent steps in one run of this job. */
  parallelStepsMax: z.int().min(1).optional(),
  hooks: z.object({ success: z.boolean().optional(), failure: z.boolean().optional() }).optional(),
});
export type JobManifest = z.infer<typeof JobManifest>;

export const ScheduleManifest = z.object({
  name: z.string(),
  description: z.string().optional(),
  crons: z.array(z.string()).min(1),
  timeZone: z.string().default("UTC"),
  job: z.string(),
  catchUp: z.enum(["none", "latest", "all"]).optional(),
  defaultStatus: z.enum(["running", "stopped"]).default("stopped"),
  owners: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.string()).default({}),
  timeoutMs: z.int().optional(),
  source: SourceLocation.optional(),
});
export type ScheduleManifest = z.infer<typeof ScheduleManifest>;

/** The events that a sensor receives; one without polls. */
export const SensorMonitor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("asset"), asset: z.string() }),
  z.object({ kind: z.literal("multiAsset"), assets: z.array(z.string()).min(1) }),
  z.object({
    kind: z.literal("runStatus"),
    statuses: z.array(z.enum(RUN_STATUSES)).min(1),
    /** Jobs of this code location; absent = every run of the scope. */
    jobs: z.array(z.string()).min(1).optional(),
    scope: z.enum(["deployment", "organization"]).default("deployment"),
  }),
]);
export type SensorMonitor = z.infer<typeof SensorMonitor>;

export const SensorManifest = z.object({
  name: z.string(),
  description: z.string().optional(),
  /** Absent for a sensor of runs that only looks. */
  job: z.string().optional(),
  monitors: SensorMonitor.optional(),
  everyMs: z.int().min(1_000).default(30_000),
  cursor: JsonSchema.optional(),
  defaultStatus: z.enum(["running", "stopped"]).default("stopped"),
  owners: z.array(z.string()).default([]),
  tags: z.record(z.string(), z.string()).default({}),
  timeoutMs: z.int().optional(),
  resources: z.array(z.string()).default([]),
  source: SourceLocation.optional(),
});
export type SensorManifest = z.infer<typeof SensorManifest>;

export const ResourceManifest = z.object({
  name: z.string(),
  config: JsonSchema.optional(),
  /** Variables that its configuration reads. */
  env: z.array(z.string()).default([]),
});

/** A variable that the location reads with `env()`, and who reads it. */
export const EnvReference = z.object({
  name: z.string(),
  type: z.string().default("string"),
  optional: z.boolean().default(false),
  usedBy: z.array(z.string()).default([]),
});
export type EnvReference = z.infer<typeof EnvReference>;

/** Everything that a code location declares. The platform extracts it itself, in a sandbox. */
export const Manifest = z.object({
  protocol: z.int(),
  sdkVersion: z.string(),
  assets: z.array(AssetManifest).default([]),
  checks: z.array(CheckManifest).default([]),
  ops: z.array(OpManifest).default([]),
  jobs: z.array(JobManifest).default([]),
  schedules: z.array(ScheduleManifest).default([]),
  sensors: z.array(SensorManifest).default([]),
  resources: z.array(ResourceManifest).default([]),
  env: z.array(EnvReference).default([]),
});
export type Manifest = z.infer<typeof Manifest>;
export type JsonSchema = z.infer<typeof JsonSchema>;
export type AlertSettings = z.infer<typeof AlertSettings>;
export type AutomationSpec = z.infer<typeof AutomationSpec>;
export type FreshnessSpec = z.infer<typeof FreshnessSpec>;
export type ResourceManifest = z.infer<typeof ResourceManifest>;
