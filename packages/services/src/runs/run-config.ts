import { configProblems, DomainError, type ErrorDetail, type JobManifest, LIMITS, type Manifest } from "@millrace/core";
import { z } from "zod";
import { escapePointer } from "./run-tags";

/** Validates a job's input against the JSON Schema that its code location declares. */
export function checkJobConfig(job: JobManifest, config: unknown): void {
  checkSize(config);
  if (!job.input) return;
  refuseIfAny(`the input of job "${job.name}"`, configProblems(job.input, config ?? {}, "/config"));
}

/** Validates `{ <asset key>: config }`; assets without an entry run with their defaults, which must suffice. */
export function checkAssetConfig(manifest: Manifest, assetKeys: readonly string[], config: unknown): void {
  checkSize(config);
  const given = z.record(z.string(), z.unknown()).nullish().safeParse(config);
  if (!given.success) {
    const detail = "must be an object with an entry per asset";
    throw new DomainError("invalid", "config_invalid", `The configuration ${detail}`, {
      details: [{ pointer: "/config", code: "type", detail }],
    });
  }
  const entries = given.data ?? {};
  const details: ErrorDetail[] = Object.keys(entries)
    .filter((key) => !assetKeys.includes(key))
    .map((key) => ({
      pointer: `/config/${escapePointer(key)}`,
      code: "asset_not_selected",
      detail: "is not an asset of this run",
    }));
  for (const asset of manifest.assets) {
    if (!assetKeys.includes(asset.key) || !asset.config) continue;
    details.push(...configProblems(asset.config, entries[asset.key] ?? {}, `/config/${escapePointer(asset.key)}`));
  }
  refuseIfAny("the configuration", details);
}

function refuseIfAny(subject: string, details: readonly ErrorDetail[]): void {
  const [first] = details;
  if (!first) return;
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : "";
  throw new DomainError(
    "invalid",
    "config_invalid",
    `${subject} is not valid at ${first.pointer}: ${first.detail}${more}`,
    { details },
  );
}

function checkSize(config: unknown): void {
  const bytes = new TextEncoder().encode(JSON.stringify(config ?? null)).length;
  if (bytes <= LIMITS.runConfigBytesMax) return;
  throw new DomainError(
    "overLimit",
    "run_config_too_large",
    `The run configuration has ${bytes} bytes, at most ${LIMITS.runConfigBytesMax} are accepted; pass large data by an asset or a file`,
  );
}
