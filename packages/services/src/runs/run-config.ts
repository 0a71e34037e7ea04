import { DomainError, LIMITS } from "@millrace/core";
import type { RunConfigTarget } from "@millrace/core/config";
import type { JobManifest, Manifest } from "@millrace/core/manifest";
import type { Checker } from "../checks";

/** What a run executes, as far as its config is concerned. */
export type Configured = {
  readonly versionId: string;
  readonly manifest: Manifest;
  readonly job: JobManifest | null;
  readonly assetKeys: readonly string[];
};

const CHECK_MS_MAX = 2_000;

/**
 * Rejects a config that doesn't match the JSON Schemas of its run: a job's input, or `{ <asset key>: config }`.
 * @throws DomainError `config_invalid` with every problem, `run_config_too_large`, `config_check_too_slow`,
 * `checks_busy` or `checks_suspended`
 */
export async function checkRunConfig(
  checker: Checker,
  orgId: string,
  configured: Configured,
  config: unknown,
): Promise<void> {
  checkSize(config);
  const input = { target: targetOf(configured), config };
  const options = { orgId, versionId: configured.versionId, timeoutMs: CHECK_MS_MAX };
  const problems = await checker.run("runConfig", input, options);
  if (!problems) {
    throw new DomainError(
      "invalid",
      "config_check_too_slow",
      `Validating the config took longer than ${CHECK_MS_MAX} ms. Simplify the patterns or unions in its schema.`,
    );
  }
  const [first, ...more] = problems;
  if (!first) return;
  throw new DomainError(
    "invalid",
    "config_invalid",
    `Invalid config: ${first.pointer} ${first.detail}${more.length > 0 ? ` (and ${more.length} more)` : ""}`,
    { details: problems },
  );
}

function targetOf({ manifest, job, assetKeys }: Configured): RunConfigTarget {
  const keys = new Set(assetKeys);
  const schemas = new Map(manifest.assets.map((asset) => [asset.key, asset.config ?? null]));
  return {
    job: job && { name: job.name, isGraph: job.nodes !== undefined, input: job.input ?? null },
    assets: [...keys].map((key) => ({ key, config: schemas.get(key) ?? null })),
  };
}

function checkSize(config: unknown): void {
  const bytes = new TextEncoder().encode(JSON.stringify(config ?? null)).length;
  if (bytes <= LIMITS.runConfigBytesMax) return;
  throw new DomainError(
    "overLimit",
    "run_config_too_large",
    `The run config is ${bytes} bytes, over the limit of ${LIMITS.runConfigBytesMax}. Pass large data through an asset or a file.`,
  );
}
