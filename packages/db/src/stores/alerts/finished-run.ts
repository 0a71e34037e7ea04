import type { FinishedRun, LoadedVersion, RunStepOutcome, StepError } from "@millrace/core/alerts";
import type { Manifest } from "@millrace/core/manifest";
import { mapOf } from "@millrace/core/plan";
import type { RunStatus } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";

type StoredPlan = {
  steps?: readonly {
    key: string;
    kind: string;
    definition: string;
    assets?: string[];
    asset?: string;
    owners?: string[];
  }[];
};

/** Finds a run with everything that its alerts depend on. */
export async function findFinishedRun(db: Db, orgId: string, runId: string): Promise<FinishedRun | null> {
  const run = await db.prisma.run.findFirst({
    where: { orgId, id: runId },
    include: { steps: true, deployment: { select: { defaultOwner: true } } },
  });
  if (!run) return null;
  const [version, organization, retries] = await Promise.all([
    db.prisma.locationVersion.findFirst({
      where: { orgId, id: run.versionId },
      select: { manifest: true, commit: true, location: { select: { team: { select: { slug: true } } } } },
    }),
    db.prisma.organization.findFirst({ where: { id: orgId }, select: { defaultOwner: true } }),
    db.prisma.run.count({ where: { orgId, parentRunId: runId, trigger: "retry" } }),
  ]);
  return {
    id: run.id,
    deploymentId: run.deploymentId,
    status: run.status as RunStatus,
    endedAt: run.endedAt,
    job: run.job,
    assetKeys: run.assetKeys,
    tags: run.tags as Record<string, string>,
    failureReason: run.failureReason,
    error: run.error as StepError | null,
    steps: stepsOf(run.steps, run.plan as StoredPlan),
    manifest: manifestOf(version?.manifest),
    commit: version?.commit ?? null,
    locationTeam: version?.location.team?.slug ?? null,
    deploymentOwner: run.deployment.defaultOwner,
    organizationOwner: organization?.defaultOwner ?? null,
    hasRetry: retries > 0,
  };
}

/** Returns the steps that ran, completed from the plan; a run that never started has only its plan. */
function stepsOf(
  rows: readonly { key: string; kind: string; definition: string; status: string; error: unknown }[],
  plan: StoredPlan,
): RunStepOutcome[] {
  const planned = new Map((plan.steps ?? []).map((step) => [step.key, step]));
  const known = new Set(rows.map((row) => row.key));
  const missing = [...planned.values()]
    .filter((step) => !known.has(step.key))
    .map((step) => ({ ...step, status: "PENDING", error: null }));
  return [...rows, ...missing].map((row) => {
    const step = planned.get(row.key) ?? planned.get(mapOf(row.key));
    return {
      key: row.key,
      kind: row.kind as RunStepOutcome["kind"],
      definition: row.definition,
      status: row.status,
      error: row.error as StepError | null,
      assets: step?.assets ?? [],
      asset: step?.asset ?? null,
      owners: step?.owners ?? [],
    };
  });
}

/** Manifests were validated when they were extracted. */
function manifestOf(manifest: unknown): FinishedRun["manifest"] {
  if (typeof manifest !== "object" || manifest === null) return null;
  return { assets: [], ops: [], jobs: [], ...manifest } as Pick<Manifest, "assets" | "ops" | "jobs">;
}

/** Finds a version whose load has ended, and the deployments that it concerns. */
export async function findLoadedVersion(db: Db, orgId: string, versionId: string): Promise<LoadedVersion | null> {
  const version = await db.prisma.locationVersion.findFirst({
    where: { orgId, id: versionId },
    include: {
      location: { include: { team: { select: { slug: true } }, organization: { select: { defaultOwner: true } } } },
    },
  });
  if (!version) return null;
  const deployments = await db.query<{ id: string }>(sql`
    select "id" from "Deployment" where "orgId" = ${orgId} and ("id" = ${version.activateIn} or "name" = ${version.activateIn})
    union
    select "deploymentId" from "ActiveVersion" where "orgId" = ${orgId} and "locationId" = ${version.locationId} and ${version.activateIn}::text is null
  `);
  return {
    id: version.id,
    location: version.location.name,
    status: version.status,
    error: version.error as StepError | null,
    commit: version.commit,
    deploymentIds: deployments.map((row) => row.id),
    locationTeam: version.location.team?.slug ?? null,
    organizationOwner: version.location.organization.defaultOwner,
  };
}
