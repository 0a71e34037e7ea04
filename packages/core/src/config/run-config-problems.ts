import { didYouMeanText } from "../did-you-mean";
import type { ErrorDetail } from "../errors";
import type { JsonSchema } from "../manifest/manifest";
import { ownValue } from "../own";
import { configProblems } from "./config-problems";
import { isRecord, toPointerPart } from "./schema";

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
  if (job?.isGraph) return isEmpty(config) ? [] : [notAllowed("/config", `job "${job.name}" doesn't accept input`)];
  return assetProblems(assets, config ?? {});
}

function assetProblems(assets: RunConfigTarget["assets"], config: unknown): readonly ErrorDetail[] {
  if (!isRecord(config))
    return [{ pointer: "/config", code: "invalid_type", detail: "must be an object keyed by asset" }];
  const schemas = new Map(assets.map((asset) => [asset.key, asset.config]));
  const strays = Object.keys(config).flatMap((key) => {
    const pointer = `/config/${toPointerPart(key)}`;
    const schema = schemas.get(key);
    if (schema === undefined) {
      const detail = `isn't an asset in this run.${didYouMeanText(key, schemas.keys())}`;
      return [{ pointer, code: "asset_not_selected", detail }];
    }
    return schema || isEmpty(ownValue(config, key))
      ? []
      : [notAllowed(pointer, `asset "${key}" doesn't accept config`)];
  });
  const ofAssets = [...schemas].flatMap(([key, schema]) =>
    schema ? configProblems(schema, ownValue(config, key) ?? {}, `/config/${toPointerPart(key)}`) : [],
  );
  return [...strays, ...ofAssets];
}

const isEmpty = (config: unknown): boolean =>
  config === undefined || config === null || (isRecord(config) && Object.keys(config).length === 0);

const notAllowed = (pointer: string, why: string): ErrorDetail => ({
  pointer,
  code: "config_not_allowed",
  detail: `isn't allowed: ${why}`,
});
