import { DomainError, didYouMeanText, type ErrorDetail, LIMITS } from "@millrace/core";
import { configProblems, isRecord } from "@millrace/core/config";
import type { JobManifest, JsonSchema, Manifest } from "@millrace/core/manifest";
import { withinTime } from "../within-time";
import { escapePointer } from "./run-tags";

/** What a run executes, as far as its configuration is concerned. */
export type Configured = {
  readonly manifest: Manifest;
  readonly job: JobManifest | null;
  readonly assetKeys: readonly string[];
};

/** Checking the configuration of one run: schemas are their authors', and this is how long they may keep others waiting. */
const CHECK_MS_MAX = 500;

/**
 * Refuses a run configuration that does not fit the JSON Schemas of what it is for: the input of a job, or
 * `{ <asset key>: config }`. Assets without an entry run with their defaults, which must suffice.
 * @throws DomainError `config_invalid` with every place, `run_config_too_large`, or `config_check_too_slow`
 */
export function checkRunConfig(target: Configured, config: unknown): void {
  checkSize(config);
  const checked = withinTime(CHECK_MS_MAX, () => problemsOf(target, config));
  if (!checked) {
    throw new DomainError(
      "invalid",
      "config_check_too_slow",
      `Validating the config took longer than ${CHECK_MS_MAX} ms. Simplify the patterns or unions in its schema.`,
    );
  }
  const [first, ...more] = checked.value;
  if (!first) return;
  throw new DomainError(
    "invalid",
    "config_invalid",
    `Invalid config: ${first.pointer} ${first.detail}${more.length > 0 ? ` (and ${more.length} more)` : ""}`,
    { details: checked.value },
  );
}

function problemsOf({ manifest, job, assetKeys }: Configured, config: unknown): readonly ErrorDetail[] {
  if (job?.input) return configProblems(job.input, config ?? {}, "/config");
  if (job?.nodes) return isEmpty(config) ? [] : [configNotAllowed("/config", `job "${job.name}" doesn't accept input`)];
  return assetProblems(manifest, new Set(assetKeys), config ?? {});
}

function assetProblems(manifest: Manifest, keys: ReadonlySet<string>, config: unknown): readonly ErrorDetail[] {
  if (!isRecord(config))
    return [{ pointer: "/config", code: "invalid_type", detail: "must be an object keyed by asset" }];
  const schemas = new Map<string, JsonSchema>(
    manifest.assets.flatMap(({ key, config: schema }) => (keys.has(key) && schema ? [[key, schema]] : [])),
  );
  const strays = Object.keys(config).flatMap((key) => {
    const pointer = `/config/${escapePointer(key)}`;
    if (!keys.has(key))
      return [
        { pointer, code: "asset_not_selected", detail: `isn't an asset in this run.${didYouMeanText(key, keys)}` },
      ];
    return schemas.has(key) || isEmpty(config[key])
      ? []
      : [configNotAllowed(pointer, `asset "${key}" doesn't accept config`)];
  });
  const ofAssets = [...schemas].flatMap(([key, schema]) =>
    configProblems(schema, config[key] ?? {}, `/config/${escapePointer(key)}`),
  );
  return [...strays, ...ofAssets];
}

const isEmpty = (config: unknown): boolean =>
  config === undefined || config === null || (isRecord(config) && Object.keys(config).length === 0);

const configNotAllowed = (pointer: string, why: string): ErrorDetail => ({
  pointer,
  code: "config_not_allowed",
  detail: `isn't allowed: ${why}`,
});

function checkSize(config: unknown): void {
  const bytes = new TextEncoder().encode(JSON.stringify(config ?? null)).length;
  if (bytes <= LIMITS.runConfigBytesMax) return;
  throw new DomainError(
    "overLimit",
    "run_config_too_large",
    `The run config is ${bytes} bytes, over the limit of ${LIMITS.runConfigBytesMax}. Pass large data through an asset or a file.`,
  );
}
