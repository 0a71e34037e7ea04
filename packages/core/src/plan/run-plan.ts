import { z } from "zod";
import { AssetDependency, RetryPolicy, Wire } from "../manifest/manifest";

/**
 * One step of a run. The control plane computes the plan at launch (`planRun` of `@millrace/core`) and the
 * runtime walks it; a `map` step becomes `<key>[0]`, `<key>[1]`, … when its list is known.
 */
export const PlanStep = z.object({
  /** Unique in the run: the asset's key, `<asset>/check:<name>`, or the job's node name. */
  key: z.string(),
  kind: z.enum(["asset", "check", "op", "map"]),
  /** Name of the function that the step calls: the asset's key, the check's name, or the op's name. */
  definition: z.string(),
  /** Keys of the assets that the step materializes. */
  assets: z.array(z.string()).default([]),
  /** For `check`: the asset that it checks. */
  asset: z.string().optional(),
  /** Steps that must have succeeded before this one starts. */
  needs: z.array(z.string()).default([]),
  /** For assets: the dependencies, those outside the run included (their values are read from storage). */
  deps: z.array(AssetDependency).default([]),
  /** For ops. */
  input: Wire.optional(),
  over: Wire.optional(),
  concurrency: z.int().optional(),
  /** For checks: a failure with severity `error` stops what needs the asset. */
  blocking: z.boolean().default(false),
  severity: z.enum(["warn", "error"]).default("error"),
  retry: RetryPolicy.optional(),
  timeoutMs: z.int().optional(),
  pool: z.string().optional(),
  priority: z.int().default(0),
  owners: z.array(z.string()).default([]),
});
export type PlanStep = z.infer<typeof PlanStep>;

export const RunPlan = z.object({
  steps: z.array(PlanStep),
  /** Maximum concurrent steps in this run; absent = no limit beyond the pools. */
  parallelStepsMax: z.int().min(1).optional(),
  /** Wall time of the whole run from its start, in milliseconds. */
  timeoutMs: z.int().optional(),
});
export type RunPlan = z.infer<typeof RunPlan>;
