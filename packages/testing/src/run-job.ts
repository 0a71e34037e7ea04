import { selectedAssets } from "@millrace/core/plan";
import { type AnyAsset, type JobDef, toManifest } from "@millrace/sdk";
import { definitionsOf } from "./definitions-of";
import { runTest } from "./materialize";
import type { RunOptions } from "./run-options";
import { type RunResult, readValues, runResult } from "./run-result";
import { scratchDir } from "./scratch";

/** Options for {@link runJob}. */
export interface RunJobOptions<In, R = unknown> extends RunOptions<R> {
  readonly input?: In;
  /** Config per asset, for asset jobs. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Assets that an asset job selects from, if its selection is text. */
  readonly assets?: readonly AnyAsset[];
}

/** Result of running a job. */
export interface RunJobResult extends RunResult {
  /** Returns the output of a node (the op's name, or `name[n]` for an item of a map) or of an asset. */
  output(step: string): unknown;
}

/**
 * Runs a job in this process.
 * @example
 * const result = await runJob(ingest, { input: { prefix: "2026/" } });
 * expect(result.output("publish")).toEqual({ count: 3 });
 */
export async function runJob<In, R>(
  // biome-ignore lint/suspicious/noExplicitAny: any partitions
  job: JobDef<In, any, R>,
  options: RunJobOptions<NoInfer<In>, NoInfer<R>> = {},
): Promise<RunJobResult> {
  const listed = typeof job.select === "object" ? job.select : [];
  const definitions = definitionsOf([...listed, ...(options.assets ?? [])], job, options);
  const manifest = toManifest(definitions);
  const select = manifest.jobs.find((one) => one.name === job.name)?.select;
  const keys = select === undefined ? [] : selectedAssets(manifest, select);
  const run = await runTest(
    definitions,
    { kind: "job", job: job.name },
    keys,
    options,
    job.graph ? options.input : options.config,
  );
  const values = await readValues(run, definitions, scratchDir());
  return { ...runResult(run, definitions), output: (step) => values.get(step) };
}
