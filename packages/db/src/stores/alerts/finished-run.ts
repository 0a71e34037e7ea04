import type { Db } from "../../db";
import { sql } from "../../sql";

type StepRow = {
  key: string;
  kind: "asset" | "check" | "op" | "map";
  definition: string;
  status: string;
  error: WireErrorLike | null;
  asset: string | null;
  owners: string[];
};
type WireErrorLike = { name?: string; message: string; stack?: string };
type PlanLike = {
  steps?: readonly { key: string; kind: string; definition: string; asset?: string; owners?: string[] }[];
};

/** Everything that alerts need to know about a run. */
export async function findFinishedRun(db: Db, orgId: string, runId: string) {
  const run = await db.prisma.run.findUnique({
    where: { orgId_id: { orgId, id: runId } },
    include: { steps: true, deployment: { select: { defaultOwner: true } } },
  });
  if (!run) return null;
  const [version, organization, retries] = await Promise.all([
    db.prisma.locationVersion.findUnique({
      where: { orgId_id: { orgId, id: run.versionId } },
      select: { manifest: true, commit: true, location: { select: { team: { select: { slug: true } } } } },
    }),
    db.prisma.organization.findUnique({ where: { id: orgId }, select: { defaultOwner: true } }),
    db.prisma.run.count({ where: { orgId, parentRunId: runId, trigger: "retry" } }),
  ]);
  return {
    id: run.id,
    deploymentId: run.deploymentId,
    status: run.status as "SUCCESS" | "FAILURE" | "CANCELED" | "QUEUED" | "STARTING" | "STARTED" | "CANCELING",
    endedAt: run.endedAt,
    job: run.job,
    assetKeys: run.assetKeys,
    tags: run.tags as Record<string, string>,
    failureReason: run.failureReason,
    error: run.error as WireErrorLike | null,
    steps: stepsOf(run.steps, run.plan as PlanLike),
    manifest: manifestOf(version?.manifest),
    commit: version?.commit ?? null,
    locationTeam: version?.location.team?.slug ?? null,
    deploymentOwner: run.deployment.defaultOwner,
    organizationOwner: organization?.defaultOwner ?? null,
    hasRetry: retries > 0,
  };
}

/** The steps that ran, with what the plan knows of them; a run that never started has only its plan. */
function stepsOf(
  rows: readonly { key: string; kind: string; definition: string; status: string; error: unknown }[],
  plan: PlanLike,
): StepRow[] {
  const planned = new Map((plan.steps ?? []).map((step) => [step.key, step]));
  const known = new Set(rows.map((row) => row.key));
  const missing = [...planned.values()]
    .filter((step) => !known.has(step.key))
    .map((step) => ({ ...step, status: "PENDING", error: null }));
  return [...rows, ...missing].map((row) => {
    const step = planned.get(row.key) ?? planned.get(row.key.replace(/\[\d+\]$/, ""));
    return {
      key: row.key,
      kind: row.kind as StepRow["kind"],
      definition: row.definition,
      status: row.status,
      error: row.error as WireErrorLike | null,
      asset: row.kind === "asset" ? row.definition : (step?.asset ?? null),
      owners: step?.owners ?? [],
    };
  });
}

type ManifestLike = { assets?: unknown[]; ops?: unknown[]; jobs?: unknown[] };

function manifestOf(manifest: unknown) {
  if (typeof manifest !== "object" || manifest === null) return null;
  const { assets = [], ops = [], jobs = [] } = manifest as ManifestLike;
  // Stored manifests were validated when they were extracted.
  return { assets, ops, jobs } as never;
}

/** A version whose load has ended, and the deployments that it concerns. */
export async function findLoadedVersion(db: Db, orgId: string, versionId: string) {
  const version = await db.prisma.locationVersion.findUnique({
    where: { orgId_id: { orgId, id: versionId } },
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
    error: version.error as WireErrorLike | null,
    commit: version.commit,
    deploymentIds: deployments.map((row) => row.id),
    locationTeam: version.location.team?.slug ?? null,
    organizationOwner: version.location.organization.defaultOwner,
  };
}
