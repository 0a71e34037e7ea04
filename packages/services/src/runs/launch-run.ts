import { DomainError, type NewRun, newId, type RunPlan, type RunTrigger, runPriority } from "@millrace/core";
import { z } from "zod";
import type { Scope } from "../scope";
import { chosenPartitions, dynamicSetsIn, PARTITIONS_PER_RUN_MAX, partitionsOf } from "./chosen-partitions";
import type { DefinitionReader, DeploymentSettings, LaunchQuotas } from "./definitions";
import { planTarget } from "./plan-target";
import type { LaunchTx, RunLaunches } from "./ports";
import { checkRunConfig } from "./run-config";
import { checkTags, mergeTags, partitionTags, type Tags } from "./run-tags";
import { findTarget, type RunTarget } from "./run-target";
import { checkRunVariables } from "./run-variables";

const Launch = {
  config: z.unknown().optional().describe("the job's input, or `{ <asset key>: config }`"),
  partitions: z
    .union([z.string().max(100_000), z.array(z.string().max(500)).max(PARTITIONS_PER_RUN_MAX)])
    .default([])
    .describe("keys, or a text of keys, ranges and patterns: `a, [b...c], 2026-01-*`"),
  tags: z.record(z.string(), z.string()).default({}),
};

export const LaunchRunInput = z.union([
  z.object({ job: z.string().min(1).max(200), ...Launch }),
  z.object({ select: z.string().min(1).max(10_000).describe("an asset selection"), ...Launch }),
  z.object({ assets: z.array(z.string().max(500)).min(1).max(10_000), ...Launch }),
]);
export type LaunchRunInput = z.input<typeof LaunchRunInput>;

export type LaunchedRun = { readonly id: string; readonly steps: number };

export type LaunchDeps = { readonly runs: RunLaunches; readonly definitions: DefinitionReader };

/** Where a run comes from; the defaults are a person's or token's launch. */
export type Provenance = Partial<
  Pick<NewRun, "trigger" | "parentRunId" | "rootRunId" | "retryNumber" | "reuse" | "notBefore">
> & {
  readonly tags?: Tags;
  /** Throws when whoever launches may not do so in the target's code location. */
  readonly authorize?: (locationId: string) => void;
};

/**
 * Queues a run: finds its target in the versions that the deployment serves, checks configuration, variables, tags and quotas,
 * plans its steps and pins the version.
 */
export const launchRun =
  (deps: LaunchDeps) =>
  async (
    scope: Scope,
    deployment: { id: string },
    input: LaunchRunInput,
    provenance: Provenance = {},
  ): Promise<LaunchedRun> => {
    const parsed = LaunchRunInput.parse(input);
    checkTags(parsed.tags);
    const settings = await findSettings(deps.definitions, scope.orgId, deployment.id);
    const target = await findTarget(deps.definitions, scope.orgId, deployment.id, parsed);
    provenance.authorize?.(target.locationId);
    checkRunConfig({ ...target, assetKeys: target.assets.map((it) => it.key) }, parsed.config);

    const sets = dynamicSetsIn(target);
    const dynamicKeys = await deps.definitions.listDynamicKeys(scope.orgId, deployment.id, sets);
    const moment = { now: Date.now(), dynamicKeys };
    const partitions = chosenPartitions(target, parsed.partitions, moment);
    const { parallelStepsMax } = settings;
    const plan = planTarget(target, { partitionKeys: partitions, parallelStepsMax, ...moment });
    const variables = await deps.definitions.listVariableNames(scope.orgId, deployment.id, target.locationId);
    checkRunVariables(target.manifest, plan, new Set(variables), settings);
    const run = toNewRun(scope, deployment.id, target, plan, { ...parsed, partitions }, provenance);
    await queueRun(deps, scope.orgId, run);
    return { id: run.id, steps: plan.steps.length };
  };

/** Writes a queued run, unless that would break a quota of the organization. */
export async function queueRun(deps: LaunchDeps, orgId: string, run: NewRun): Promise<void> {
  const quotas = await deps.definitions.getQuotas(orgId);
  await deps.runs.launch(orgId, async (tx) => {
    await checkQuotas(tx, quotas);
    await tx.insert(run);
  });
}

export async function findSettings(
  definitions: DefinitionReader,
  orgId: string,
  deploymentId: string,
): Promise<DeploymentSettings> {
  const settings = await definitions.findDeployment(orgId, deploymentId);
  if (!settings) throw new DomainError("notFound", "deployment_not_found", `There is no deployment ${deploymentId}`);
  return settings;
}

async function checkQuotas(tx: LaunchTx, { queuedRunsMax, runsPerDayMax }: LaunchQuotas): Promise<void> {
  const { queued, lastDay } = await tx.usage();
  if (queued >= queuedRunsMax) {
    throw new DomainError(
      "overLimit",
      "queued_runs_quota",
      `${queued} runs are queued, at most ${queuedRunsMax} are allowed`,
      {
        retryAfterSeconds: 60,
      },
    );
  }
  if (lastDay >= runsPerDayMax) {
    throw new DomainError(
      "overLimit",
      "runs_per_day_quota",
      `${lastDay} runs in 24 hours, at most ${runsPerDayMax} are allowed`,
      {
        retryAfterSeconds: 3_600,
      },
    );
  }
}

const PRIORITY_MAX = 2_147_483_647;

type Chosen = Omit<z.output<typeof LaunchRunInput>, "partitions"> & { readonly partitions: readonly string[] };

function toNewRun(
  scope: Scope,
  deploymentId: string,
  target: RunTarget,
  plan: RunPlan,
  input: Chosen,
  provenance: Provenance,
): NewRun {
  const tags = runTags(target, plan, input, provenance);
  const { tags: _, authorize: __, ...origin } = provenance;
  return {
    id: newId("run"),
    deploymentId,
    locationId: target.locationId,
    location: target.location,
    versionId: target.versionId,
    job: target.job?.name ?? null,
    selection: target.selection,
    assetKeys: plan.steps.filter((step) => step.kind === "asset").map((step) => step.definition),
    plan,
    // What was validated is what runs: an input whose schema has defaults for everything need not be given.
    config: input.config ?? (target.job?.input ? {} : undefined),
    partitionKeys: [...input.partitions],
    tags,
    ...poolsOf(plan),
    concurrencyKey: concurrencyKey(target, input.config),
    priority: Math.max(-PRIORITY_MAX, Math.min(PRIORITY_MAX, runPriority(tags))),
    trigger: defaultTrigger(scope),
    launchedBy: scope.actor.id,
    launchedByName: scope.actor.name,
    parentRunId: null,
    rootRunId: null,
    retryNumber: 0,
    reuse: null,
    notBefore: null,
    ...origin,
  };
}

function defaultTrigger({ actor }: Scope): RunTrigger {
  return actor.kind === "token" ? "api" : "manual";
}

function runTags(
  { job, assets, manifest, location }: RunTarget,
  plan: RunPlan,
  input: Chosen,
  provenance: Provenance,
): Tags {
  const partitions = partitionsOf({ job, assets });
  const dimensions = partitions?.kind === "multi" ? Object.keys(partitions.dimensions).sort() : [];
  const ops = new Set(
    plan.steps.filter((step) => step.kind === "op" || step.kind === "map").map((step) => step.definition),
  );
  return mergeTags(
    [
      ...(job ? [job.tags] : []),
      ...assets.map((it) => it.tags),
      ...manifest.ops.filter((op) => ops.has(op.name)).map((op) => op.tags),
    ],
    input.tags,
    {
      "millrace/code_location": location,
      ...(job ? { "millrace/job": job.name } : {}),
      ...partitionTags(input.partitions, dimensions),
      ...provenance.tags,
    },
  );
}

/** Every pool of the plan, and those of the steps that may start at once (`""` = a step without one). */
export function poolsOf({ steps }: RunPlan): Pick<NewRun, "pools" | "rootPools"> {
  const pools = steps.flatMap((step) => step.pool ?? []);
  const roots = steps.filter((step) => step.needs.length === 0).map((step) => step.pool ?? "");
  return { pools: [...new Set(pools)], rootPools: roots.includes("") ? [""] : roots };
}

/** The value that a job's `concurrency.key` names in its input. */
function concurrencyKey({ job }: RunTarget, config: unknown): string | null {
  const path = job?.concurrency?.key;
  if (path === undefined) return null;
  const value = path
    .split(".")
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], config);
  return value === undefined || value === null ? null : String(value);
}
