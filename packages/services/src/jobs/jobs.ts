import { DomainError } from "@millrace/core";
import type { JobReader, JobRun } from "@millrace/core/jobs";
import type { JobManifest, JsonSchema, Manifest, PartitionsSpec } from "@millrace/core/manifest";
import { planRun, selectedAssets } from "@millrace/core/plan";
import { z } from "zod";
import type { Scope } from "../scope";
import type { NamedDeployment, ViewedDeployment } from "../viewed-deployment";

export const JobRef = z.object({
  job: z.string().min(1).max(200),
  location: z.string().max(200).optional().describe("optional, because job names are unique in a deployment"),
});

const RUNS_PER_JOB = 10;

export type JobUseCases = ReturnType<typeof jobUseCases>;

/** What people and tokens see of jobs. */
export const jobUseCases = ({ jobs }: { readonly jobs: JobReader }) => ({
  /** Jobs with their newest runs and what triggers them. */
  list: async (scope: Scope, deployment: NamedDeployment) => {
    const [definitions, triggers] = await Promise.all([
      jobs.listDefinitions(scope.orgId, deployment.id),
      jobs.listTriggers(scope.orgId, deployment.id),
    ]);
    const runs = await jobs.listRecentRuns(
      scope.orgId,
      deployment.id,
      definitions.map((it) => it.key),
      RUNS_PER_JOB,
    );
    return definitions.map(({ key, location, data }) => ({
      name: key,
      location,
      description: data.description ?? null,
      owners: data.owners,
      tags: data.tags,
      kind: data.nodes ? ("graph" as const) : ("assets" as const),
      triggers: triggers.filter((it) => it.data.job === key).map((it) => ({ kind: it.kind, name: it.key })),
      select: data.select ?? null,
      recentRuns: runs.filter((run) => run.job === key).map(withDuration),
    }));
  },

  /** What the page of a job shows: its definition, the steps that it would run, and what its input must look like. */
  get: async (
    scope: Scope,
    deployment: ViewedDeployment<"run:launch">,
    { job: name, location: at }: z.output<typeof JobRef>,
  ) => {
    const definitions = await jobs.listDefinitions(scope.orgId, deployment.id);
    const job = definitions.find((it) => it.key === name && (at === undefined || it.location === at));
    if (!job) throw new DomainError("notFound", "job_not_found", `No job named "${name}" in ${deployment.name}.`);
    const [manifest, triggers, runs] = await Promise.all([
      jobs.findManifest(scope.orgId, job.versionId),
      jobs.listTriggers(scope.orgId, deployment.id),
      jobs.listRecentRuns(scope.orgId, deployment.id, [name], RUNS_PER_JOB),
    ]);
    const { data, location, locationId } = job;
    return {
      name,
      location,
      definition: data,
      input: data.input ?? null,
      configs: manifest ? assetConfigs(manifest, data) : [],
      partitions: manifest ? partitionsOf(manifest, data) : null,
      steps: manifest ? plannedSteps(manifest, data) : [],
      triggers: triggers.filter((it) => it.data.job === name),
      recentRuns: runs.map(withDuration),
      capabilities: { launch: deployment.can("run:launch", locationId) },
    };
  },
});

/** The JSON Schemas of the config that a job over assets takes, by asset. */
function assetConfigs(manifest: Manifest, job: JobManifest): readonly { key: string; schema: JsonSchema }[] {
  if (job.nodes || job.input) return [];
  const keys = new Set(selectedAssets(manifest, job.select ?? "*"));
  return manifest.assets.flatMap(({ key, config }) => (config && keys.has(key) ? [{ key, schema: config }] : []));
}

/** What a launch chooses partitions of: the job's own, or those of the first of its assets that has some. */
function partitionsOf(manifest: Manifest, job: JobManifest): { spec: PartitionsSpec; asset: string | null } | null {
  if (job.partitions) return { spec: job.partitions, asset: null };
  if (job.nodes) return null;
  const keys = new Set(selectedAssets(manifest, job.select ?? "*"));
  const asset = manifest.assets.find((it) => it.partitions && keys.has(it.key));
  return asset?.partitions ? { spec: asset.partitions, asset: asset.key } : null;
}

/** How long it took; null while it goes on. */
const withDuration = (run: JobRun) => ({
  ...run,
  durationMs: run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : null,
});

/** The steps of a launch. A partitioned job has the same ones for each partition, which is chosen only then. */
function plannedSteps(manifest: Manifest, { name, partitions: _, ...job }: JobManifest) {
  const assets = manifest.assets.map(({ partitions: __, ...asset }) => asset);
  const others = manifest.jobs.filter((it) => it.name !== name);
  const plan = planRun({ ...manifest, assets, jobs: [...others, { name, ...job }] }, { kind: "job", job: name });
  return plan.steps.map(({ key, kind, definition, needs, pool }) => ({
    key,
    kind,
    definition,
    needs,
    pool: pool ?? null,
  }));
}
