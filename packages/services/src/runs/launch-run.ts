import { DomainError } from "@millrace/core";
import { isRecord } from "@millrace/core/config";
import {
  checkTags,
  type DefinitionReader,
  type DeploymentSettings,
  type LaunchQuotas,
  type LaunchTx,
  type NewRun,
  type RunLaunches,
  type Tags,
} from "@millrace/core/run";
import { z } from "zod";
import type { Checker } from "../checks";
import type { Scope } from "../scope";
import { checkUpstreamPartitions } from "./check-upstream-partitions";
import { type LaunchOrigin, toNewRun } from "./new-run";
import { planTarget } from "./plan-target";
import { dynamicSetsIn, PARTITIONS_PER_RUN_MAX, partitionsOf, resolvePartitions } from "./resolve-partitions";
import { checkRunConfig } from "./run-config";
import { findTarget, type RunTarget } from "./run-target";
import { checkRunVariables } from "./run-variables";

const Launch = {
  config: z.unknown().optional().describe("the job's input, or `{ <asset key>: config }`"),
  partitions: z
    .union([z.string().max(100_000), z.array(z.string().max(500)).max(PARTITIONS_PER_RUN_MAX)])
    .default([])
    .describe("keys, or a text of keys, ranges and patterns: `a, [b...c], 2026-01-*`"),
  runPerPartition: z
    .boolean()
    .default(false)
    .describe("launch a separate run per partition instead of one run for all"),
  tags: z.record(z.string(), z.string()).default({}),
};

export const LaunchRunInput = z.union([
  z.object({ job: z.string().min(1).max(200), ...Launch }),
  z.object({ select: z.string().min(1).max(10_000).describe("an asset selection"), ...Launch }),
  z.object({ assets: z.array(z.string().max(500)).min(1).max(10_000), ...Launch }),
]);
export type LaunchRunInput = z.input<typeof LaunchRunInput>;

export type LaunchedRun = { readonly id: string; readonly steps: number };
/** The first run, and the ids of all. */
export type LaunchedRuns = LaunchedRun & { readonly ids: readonly string[] };

export type QueueDeps = { readonly runs: RunLaunches; readonly definitions: DefinitionReader };
export type LaunchDeps = QueueDeps & { readonly checker: Checker };

/**
 * Queues a run, or one per partition: finds its target in the deployment's active versions, checks config, variables,
 * tags, and quotas, plans the steps, and pins the version. Assets of several code locations need a run each. Of several runs, all are queued or none.
 *
 * @param origin what the caller decides: the trigger, a run key, and how many runs one launch can start
 * @param found the target, if the caller has already found it
 */
export const launchRun =
  (deps: LaunchDeps) =>
  async (
    scope: Scope,
    deployment: { id: string },
    input: LaunchRunInput,
    origin: LaunchOrigin,
    found?: RunTarget,
  ): Promise<LaunchedRuns> => {
    const { orgId } = scope;
    const { definitions } = deps;
    const { config, partitions, runPerPartition, tags, ...wanted } = LaunchRunInput.parse(input);
    checkTags(tags);
    const settings = await getSettings(definitions, orgId, deployment.id);
    const target = found ?? (await findTarget(definitions, orgId, deployment.id, wanted));
    const asked = { config, partitions, runPerPartition, tags };
    const runs: NewRun[] = [];
    for (const { part, ...shared } of partsOf(target, asked)) {
      runs.push(...(await plannedRuns(deps, scope, settings, part, shared, origin)));
    }
    assertRunsWithin(origin, runs.length);
    const ids = await queueRuns(deps, orgId, runs);
    const [first] = runs as [NewRun];
    return { id: ids[0] ?? first.id, steps: first.plan.steps.length, ids };
  };

/** The part of a launch that applies to every target. */
type Asked = {
  readonly config: unknown;
  readonly partitions: string | readonly string[];
  readonly runPerPartition: boolean;
  readonly tags: Tags;
};

/**
 * A launch by code location. Each gets the config of its own assets, and partitions if it has partitioned ones. Config
 * of assets that no code location has stays with the first, which rejects it.
 */
function partsOf(target: RunTarget, asked: Asked): readonly (Asked & { readonly part: RunTarget })[] {
  const { elsewhere = [], ...first } = target;
  if (elsewhere.length === 0) return [{ ...asked, part: first }];
  const assetKeys = (parts: readonly RunTarget[]) =>
    new Set(parts.flatMap(({ assets }) => assets.map(({ key }) => key)));
  const others = assetKeys(elsewhere);
  const isPartitioned = [first, ...elsewhere].some((part) => partitionsOf(part));
  return [first, ...elsewhere].map((part) => {
    const own = assetKeys([part]);
    const isOwn = (key: string) => own.has(key) || (part === first && !others.has(key));
    const config = isRecord(asked.config)
      ? Object.fromEntries(Object.entries(asked.config).filter(([key]) => isOwn(key)))
      : asked.config;
    const partitions = partitionsOf(part) || !isPartitioned ? asked.partitions : [];
    return { ...asked, part, config, partitions };
  });
}

/** Checks what a launch asks of one code location, and plans its runs. */
async function plannedRuns(
  { definitions, checker }: LaunchDeps,
  scope: Scope,
  settings: DeploymentSettings,
  target: RunTarget,
  { config, partitions, runPerPartition, tags }: Asked,
  origin: LaunchOrigin,
): Promise<readonly NewRun[]> {
  const { orgId } = scope;
  const deploymentId = settings.id;
  await checkRunConfig(checker, orgId, { ...target, assetKeys: target.assets.map((it) => it.key) }, config);

  const dynamicKeys = await definitions.listDynamicKeys(orgId, deploymentId, dynamicSetsIn(target));
  const moment = { now: Date.now(), dynamicKeys };
  const partitionKeys = resolvePartitions(target, partitions, moment);
  const { parallelStepsMax } = settings;
  const variables = await definitions.listVariableNames(orgId, deploymentId, target.locationId);
  const shares = runPerPartition && partitionKeys.length > 1 ? partitionKeys.map((key) => [key]) : [partitionKeys];
  assertRunsWithin(origin, shares.length);
  const runs = shares.map((share) => {
    const plan = planTarget(target, { partitionKeys: share, parallelStepsMax, ...moment });
    checkRunVariables(target.manifest, plan, new Set(variables), settings);
    return toNewRun(scope, { deploymentId, target, plan, config, partitionKeys: share, tags }, origin);
  });
  for (const share of shares) {
    await checkUpstreamPartitions(definitions, { orgId, deploymentId }, target, { partitionKeys: share, ...moment });
  }
  return runs;
}

function assertRunsWithin({ runsMax, runKey }: LaunchOrigin, count: number): void {
  if (runKey !== undefined && count > 1) throw new Error(`A launch with run key "${runKey}" can start one run only`);
  if (count <= runsMax) return;
  const message = `A launch can start up to ${runsMax} runs, but this one would start ${count}. Select fewer partitions or use a single run.`;
  throw new DomainError("overLimit", "runs_per_launch", message);
}

/**
 * Writes a queued run, unless that would break a quota of the organization.
 * @param check throws if something else is in the way. No other launch of the organization happens in the meantime.
 */
export async function queueRun(
  deps: QueueDeps,
  orgId: string,
  run: NewRun,
  check: (tx: LaunchTx) => Promise<void> = async () => {},
): Promise<void> {
  await queueRuns(deps, orgId, [run], check);
}

/** Writes queued runs, all of them or none. Returns their IDs; a run whose key is taken is not written again. */
async function queueRuns(
  deps: QueueDeps,
  orgId: string,
  runs: readonly NewRun[],
  check: (tx: LaunchTx) => Promise<void> = async () => {},
): Promise<string[]> {
  const quotas = await deps.definitions.getQuotas(orgId);
  return deps.runs.launch(orgId, async (tx) => {
    const [first] = runs;
    if (first && first.runKey !== null) {
      const existing = await tx.findByKey(first.deploymentId, first.runKey);
      if (existing) return [existing];
    }
    await check(tx);
    await checkQuotas(tx, quotas, runs.length);
    for (const run of runs) await tx.insert(run);
    return runs.map((run) => run.id);
  });
}

/** The settings of a deployment that a run is planned and retried with. */
export async function getSettings(
  definitions: DefinitionReader,
  orgId: string,
  deploymentId: string,
): Promise<DeploymentSettings> {
  const settings = await definitions.findDeployment(orgId, deploymentId);
  if (!settings) throw new DomainError("notFound", "deployment_not_found", `Deployment ${deploymentId} not found.`);
  return settings;
}

async function checkQuotas(tx: LaunchTx, { queuedRunsMax, runsPerDayMax }: LaunchQuotas, count: number): Promise<void> {
  const { queued, lastDay } = await tx.usage();
  if (queued + count > queuedRunsMax) {
    const message = `The queue is full: ${queued} of ${queuedRunsMax} runs are queued. Wait for runs to start, or cancel some.`;
    throw new DomainError("overLimit", "queued_runs_quota", message, { retryAfterSeconds: 60 });
  }
  if (lastDay + count > runsPerDayMax) {
    const message = `Daily run quota reached: ${lastDay} of ${runsPerDayMax} runs in the last 24 hours.`;
    throw new DomainError("overLimit", "runs_per_day_quota", message, { retryAfterSeconds: 3_600 });
  }
}
