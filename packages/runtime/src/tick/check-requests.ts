import type { ErrorDetail } from "@millrace/core";
import { assetConfigProblems, isEmptyConfig } from "@millrace/core/config";
import { ownValue } from "@millrace/core/own";
import { dynamicSetsOf } from "@millrace/core/partitions";
import { planRun } from "@millrace/core/plan";
import { checkTags } from "@millrace/core/run";
import type { JsonSchema, Manifest, PartitionSetChanges, PartitionsSpec, RequestedRun } from "@millrace/protocol";
import { type AnyJob, type Definitions, toManifest } from "@millrace/sdk";
import { StepError } from "../errors/step-error";
import { parseWith } from "../run/parse-with";
import { assetsOfJob } from "./assets-of-job";

type ConfigCheck = (schema: JsonSchema, value: unknown, pointer: string) => readonly ErrorDetail[];

/** What decides which runs a launch would accept at the moment of an evaluation. */
export type RequestMoment = {
  readonly now: Date;
  /** Keys of partition sets. A set that isn't listed is taken to have the requested keys. */
  readonly dynamicPartitions?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Checks config by the schemas in the manifest, as a launch does. Sandboxes have no schema library for it. */
  readonly configProblems?: ConfigCheck | undefined;
  /** Changes that the evaluation makes to partition sets, which apply before its runs are launched. */
  readonly changes?: PartitionSetChanges | undefined;
};

/**
 * Rejects run requests that a launch would reject: input or config that doesn't match its schema, tags that break a
 * limit, and partitions that are missing, unexpected, or don't exist.
 */
export async function checkRequests(
  definitions: Definitions,
  target: AnyJob,
  requests: readonly RequestedRun[],
  subject: string,
  moment: RequestMoment,
): Promise<void> {
  if (requests.length === 0) return;
  const manifest = toManifest(definitions);
  const assets = assetsOfJob(definitions, target);
  const isKnown = target.graph !== undefined || assets.length > 0;
  for (const [index, request] of requests.entries()) {
    const name = request.runKey === undefined ? `run request ${index + 1}` : `the run request "${request.runKey}"`;
    try {
      checkTags(request.tags);
      checkKindOfConfig(target, request);
      if (!isKnown) continue;
      const problem = firstProblem(manifest, target, assets, request, moment.configProblems ?? (() => []));
      if (problem) throw new TypeError(problem);
      await parseAll(definitions, target, assets, request);
      checkPartition(manifest, target, request.partition, moment);
    } catch (error) {
      const { message } = error as Error;
      throw new StepError("INVALID_RUN_REQUEST", `${subject}, ${name}: ${message}`, { retry: false, cause: error });
    }
  }
}

/** Jobs of ops take input, and jobs of assets config. */
function checkKindOfConfig({ name, graph }: AnyJob, { input, config }: RequestedRun): void {
  const [wrong, right] = graph ? (["config", "input"] as const) : (["input", "config"] as const);
  if ((graph ? config : input) !== undefined)
    throw new TypeError(`job "${name}" doesn't accept ${wrong}. Use ${right}.`);
}

function firstProblem(
  manifest: Manifest,
  { name, graph }: AnyJob,
  assetKeys: readonly string[],
  { input, config }: RequestedRun,
  problemsOf: ConfigCheck,
): string | undefined {
  if (graph) {
    const schema = manifest.jobs.find((job) => job.name === name)?.input;
    if (!schema) return isEmptyConfig(input) ? undefined : `job "${name}" doesn't accept input.`;
    const [problem] = problemsOf(schema, input ?? {}, "/input");
    return problem && `Invalid input: ${problem.pointer} ${problem.detail}`;
  }
  const schemas = new Map(manifest.assets.map((asset) => [asset.key, asset.config ?? null]));
  const assets = assetKeys.map((key) => ({ key, config: schemas.get(key) ?? null }));
  const [problem] = assetConfigProblems(assets, config ?? {}, problemsOf);
  return problem && `Invalid config: ${problem.pointer} ${problem.detail}`;
}

/** Parses input or config with the author's own schemas, which can say more than the ones in the manifest. */
async function parseAll(
  { assets }: Definitions,
  { graph, settings }: AnyJob,
  assetKeys: readonly string[],
  { input, config }: RequestedRun,
): Promise<void> {
  if (graph) await parseWith(settings.input, input, "input");
  for (const key of assetKeys) {
    const schema = assets.get(key)?.settings.config;
    if (schema)
      await parseWith(schema, ownValue(config as Record<string, unknown>, key) ?? {}, `config of asset "${key}"`);
  }
}

function checkPartition(
  manifest: Manifest,
  { name }: AnyJob,
  partition: string | undefined,
  { now, dynamicPartitions = {}, changes = {} }: RequestMoment,
): void {
  const specs = [...manifest.assets, ...manifest.jobs].flatMap((one) => one.partitions ?? []);
  const dynamicKeys = Object.fromEntries(
    specs.flatMap(dynamicSetsOf).map((set) => {
      const known = ownValue(dynamicPartitions, set);
      const change = ownValue(changes, set);
      const removed = new Set(change?.delete);
      const requested = specs.flatMap((spec) => requestedKeys(spec, set, partition));
      return [set, [...(known ?? requested), ...(change?.add ?? [])].filter((key) => !removed.has(key))];
    }),
  );
  const partitionKeys = partition === undefined ? [] : [partition];
  planRun(manifest, { kind: "job", job: name }, { partitionKeys, now: now.getTime(), dynamicKeys });
}

/** The keys of a partition set that a requested partition names. */
function requestedKeys(spec: PartitionsSpec, set: string, partition: string | undefined): readonly string[] {
  if (partition === undefined) return [];
  if (spec.kind === "dynamic") return spec.name === set ? [partition] : [];
  if (spec.kind !== "multi") return [];
  const parts = partition.split("|");
  return Object.entries(spec.dimensions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, dimension], index) => requestedKeys(dimension, set, parts[index]));
}
