import type { Manifest, PartitionsSpec } from "@millrace/core/manifest";
import { type RunTarget, selectedAssets } from "@millrace/core/plan";
import type { MemoryPartitions, MemoryState, MemoryValues } from "@millrace/runtime";
import type { Definitions } from "@millrace/sdk";
import type { CommandContext } from "../command-context";
import { CliError } from "../errors/cli-error";
import { EXIT } from "../errors/exit-codes";
import { progressLine } from "../output/event-line";
import { printRunError } from "../output/run";
import { checkProject } from "./check-project";
import { environment } from "./environment";
import type { LoadedProject } from "./load-project";
import { keysOf } from "./partition-keys";

type LocalTarget = { readonly select: string } | { readonly job: string };
type LocalResult = { id: string; status: string; url: null; failureReason: string | null };

/**
 * Runs a target in this process, without a server: values are serialized as in production, and variables come from the
 * environment.
 */
export async function runLocal(
  context: CommandContext,
  target: LocalTarget,
  options: { config: unknown; partition: string | undefined },
): Promise<LocalResult> {
  const project = await context.project();
  return runLoaded(context, await context.output.stage("check", () => checkProject(project)), target, options);
}

type LocalOptions = {
  readonly config?: unknown;
  readonly partition?: string | undefined;
  /** Values left by earlier runs. */
  readonly values?: MemoryValues;
  readonly state?: MemoryState;
  readonly partitions?: MemoryPartitions;
};

/** Runs a target of an already loaded project. */
export async function runLoaded(
  context: Pick<CommandContext, "output" | "signal">,
  { manifest, bundle, mapStack }: LoadedProject,
  target: LocalTarget,
  options: LocalOptions = {},
): Promise<LocalResult> {
  const { runLocally } = await import("@millrace/runtime");
  const { output } = context;
  const found = localTarget(manifest, target);
  const { done } = await runLocally(bundle.definitions as Definitions, {
    target: found,
    config: options.config ?? {},
    partitionKeys: options.partition === undefined ? [] : keysOf(partitionsOf(manifest, found), options.partition),
    variables: environment(),
    mapStack,
    ...(options.values ? { values: options.values } : {}),
    ...(options.state ? { state: options.state } : {}),
    ...(options.partitions ? { partitions: options.partitions } : {}),
    signal: context.signal,
    onEvent: (event) => output.note(progressLine(event)),
  });
  if (done.error) printRunError(done.error, output);
  const status = { success: "SUCCESS", failure: "FAILURE", canceled: "CANCELED" }[done.outcome];
  return { id: "local", status, url: null, failureReason: done.reason ?? null };
}

function localTarget(manifest: Parameters<typeof selectedAssets>[0], target: LocalTarget): RunTarget {
  if ("job" in target) return { kind: "job", job: target.job };
  const keys = selectedAssets(manifest, target.select);
  if (keys.length > 0) return { kind: "assets", keys };
  throw new CliError(EXIT.notFound, "selection_empty", `No asset of this project matches ${target.select}`, {
    help: "Run millrace ls assets --local to list them.",
  });
}

/** Returns the partitions of a target: the job's own, or those of the first partitioned asset. */
function partitionsOf(manifest: Manifest, target: RunTarget): PartitionsSpec | undefined {
  const job = target.kind === "job" ? manifest.jobs.find((it) => it.name === target.job) : undefined;
  if (job?.partitions || job?.nodes) return job.partitions;
  const keys = target.kind === "assets" ? target.keys : selectedAssets(manifest, job?.select ?? "*");
  return manifest.assets.find((asset) => asset.partitions && keys.includes(asset.key))?.partitions;
}
