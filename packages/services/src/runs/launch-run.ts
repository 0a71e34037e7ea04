import { DomainError } from "@millrace/core";
import type { NewRun } from "@millrace/core/run";
import { z } from "zod";
import type { Checker } from "../checks";
import type { Scope } from "../scope";
import type { DefinitionReader, DeploymentSettings, LaunchQuotas } from "./definitions";
import { toNewRun } from "./new-run";
import { planTarget } from "./plan-target";
import type { LaunchTx, RunLaunches } from "./ports";
import { dynamicSetsIn, PARTITIONS_PER_RUN_MAX, resolvePartitions } from "./resolve-partitions";
import { checkRunConfig } from "./run-config";
import { checkTags } from "./run-tags";
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

/** Runs that one launch may start. */
const RUNS_PER_LAUNCH_MAX = 100;

export type LaunchedRun = { readonly id: string; readonly steps: number };
/** The first run, and the ids of all. */
export type LaunchedRuns = LaunchedRun & { readonly ids: readonly string[] };

export type QueueDeps = { readonly runs: RunLaunches; readonly definitions: DefinitionReader };
export type LaunchDeps = QueueDeps & { readonly checker: Checker };

/**
 * Queues a run, or one for each of its partitions: finds its target in the versions that the deployment serves, checks configuration, variables, tags and
 * quotas, plans the steps and pins the version. Of several runs, all are queued or none.
 *
 * @param found the target, when the caller has already found it
 */
export const launchRun =
  (deps: LaunchDeps) =>
  async (scope: Scope, deployment: { id: string }, input: LaunchRunInput, found?: RunTarget): Promise<LaunchedRuns> => {
    const { orgId } = scope;
    const { definitions } = deps;
    const { config, partitions, runPerPartition, tags, ...wanted } = LaunchRunInput.parse(input);
    checkTags(tags);
    const settings = await getSettings(definitions, orgId, deployment.id);
    const target = found ?? (await findTarget(definitions, orgId, deployment.id, wanted));
    const assetKeys = target.assets.map((it) => it.key);
    await checkRunConfig(deps.checker, orgId, { ...target, assetKeys }, config);

    const dynamicKeys = await definitions.listDynamicKeys(orgId, deployment.id, dynamicSetsIn(target));
    const moment = { now: Date.now(), dynamicKeys };
    const partitionKeys = resolvePartitions(target, partitions, moment);
    const { parallelStepsMax } = settings;
    const variables = await definitions.listVariableNames(orgId, deployment.id, target.locationId);
    const runs = shares(partitionKeys, runPerPartition).map((share) => {
      const plan = planTarget(target, { partitionKeys: share, parallelStepsMax, ...moment });
      checkRunVariables(target.manifest, plan, new Set(variables), settings);
      return toNewRun(scope, { deploymentId: deployment.id, target, plan, config, partitionKeys: share, tags });
    });
    await queueRuns(deps, orgId, runs);
    const [first] = runs as [NewRun];
    return { id: first.id, steps: first.plan.steps.length, ids: runs.map((run) => run.id) };
  };

/** The partitions of each run of a launch. */
function shares(partitionKeys: readonly string[], runPerPartition: boolean): readonly (readonly string[])[] {
  if (!runPerPartition || partitionKeys.length <= 1) return [partitionKeys];
  if (partitionKeys.length <= RUNS_PER_LAUNCH_MAX) return partitionKeys.map((key) => [key]);
  const message = `A launch can start up to ${RUNS_PER_LAUNCH_MAX} runs, but you selected ${partitionKeys.length} partitions. Select fewer or use a single run.`;
  throw new DomainError("overLimit", "runs_per_launch", message);
}

/** Writes a queued run, unless that would break a quota of the organization. */
export const queueRun = (deps: QueueDeps, orgId: string, run: NewRun): Promise<void> => queueRuns(deps, orgId, [run]);

/** Writes queued runs, all of them or none. */
async function queueRuns(deps: QueueDeps, orgId: string, runs: readonly NewRun[]): Promise<void> {
  const quotas = await deps.definitions.getQuotas(orgId);
  await deps.runs.launch(orgId, async (tx) => {
    await checkQuotas(tx, quotas, runs.length);
    for (const run of runs) await tx.insert(run);
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
