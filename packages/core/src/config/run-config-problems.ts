import type { ErrorDetail } from "../errors";
import type { JsonSchema } from "../manifest/manifest";
import { assetConfigProblems, configNotAllowed, isEmptyConfig } from "./asset-config-problems";
import { configProblems } from "./config-problems";

/** The part of a run that decides which config it accepts. Plain data, so that another thread can check it. */
export type RunConfigTarget = {
  /** The job, unless assets are materialized without one. */
  readonly job: { readonly name: string; readonly isGraph: boolean; readonly input: JsonSchema | null } | null;
  /** The run's assets; a null schema accepts no config. */
  readonly assets: readonly { readonly key: string; readonly config: JsonSchema | null }[];
};

/**
 * Returns the problems of a run's config: a job's input, or `{ <asset key>: config }`. Assets without an entry run with
 * their defaults, which must be sufficient. The time it takes depends on the author's schemas: bound it.
 */
export function runConfigProblems({ job, assets }: RunConfigTarget, config: unknown): readonly ErrorDetail[] {
  if (job?.input) return configProblems(job.input, config ?? {}, "/config");
  if (job?.isGraph)
    return isEmptyConfig(config) ? [] : [configNotAllowed("/config", `job "${job.name}" doesn't accept input`)];
  return assetConfigProblems(assets, config ?? {}, configProblems);
}
