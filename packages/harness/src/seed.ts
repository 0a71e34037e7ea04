import { newId } from "@millrace/core";
import type { PlanStep, RunPlan } from "@millrace/core/plan";
import type { NewRun } from "@millrace/core/run";
import type { Db } from "@millrace/db";

/** Longer than any test. */
const WORKER_ALIVE_MS = 3_600_000;

export type SeededOrganization = {
  readonly orgId: string;
  readonly deploymentId: string;
  readonly locationId: string;
  readonly location: string;
  readonly versionId: string;
};

/**
 * Creates an organization with a deployment, a code location with one active version, and a worker that seems alive.
 */
export async function seedOrganization(
  { prisma }: Pick<Db, "prisma">,
  options: { concurrentRunsMax?: number; deploymentRunsMax?: number; workerSlots?: number; manifest?: object } = {},
): Promise<SeededOrganization> {
  const orgId = newId("organization");
  const [deploymentId, locationId, versionId] = [newId("deployment"), newId("location"), newId("version")];
  const location = "sales";
  await prisma.organization.create({
    data: {
      id: orgId,
      slug: orgId.replace("_", "-"),
      name: "Acme",
      concurrentRunsMax: options.concurrentRunsMax ?? 10,
      deployments: {
        create: {
          id: deploymentId,
          name: "production",
          kind: "production",
          concurrentRunsMax: options.deploymentRunsMax ?? -1,
        },
      },
      locations: { create: { id: locationId, name: location, createdBy: "seed" } },
    },
  });
  await prisma.locationVersion.create({
    data: {
      orgId,
      id: versionId,
      locationId,
      number: 1,
      status: "READY",
      bundleHash: await seedBundle(prisma, orgId),
      pushedBy: "seed",
      pushedByName: "Seed",
      manifest: options.manifest ?? {},
    },
  });
  const slots = options.workerSlots ?? 1_000;
  const seenAt = new Date(Date.now() + WORKER_ALIVE_MS);
  await prisma.worker.upsert({
    where: { id: "seed-worker" },
    create: { id: "seed-worker", slots, launcher: "process", seenAt },
    update: { slots, seenAt },
  });
  await prisma.activeVersion.create({ data: { orgId, deploymentId, locationId, versionId, activatedBy: "seed" } });
  return { orgId, deploymentId, locationId, location, versionId };
}

/** Creates an uploaded bundle and returns its hash. */
export async function seedBundle(prisma: Db["prisma"], orgId: string, hash = "0".repeat(64)): Promise<string> {
  const size = { packedBytes: 1, unpackedBytes: 1, files: 1 };
  await prisma.bundle.upsert({ where: { orgId_hash: { orgId, hash } }, create: { orgId, hash, ...size }, update: {} });
  return hash;
}

/** Returns a step of an asset without dependencies. `overrides` set what matters to the test. */
export const planStep = (key: string, overrides: Partial<PlanStep> = {}): PlanStep => ({
  key,
  kind: "asset",
  definition: key,
  assets: overrides.kind === undefined || overrides.kind === "asset" ? [key] : [],
  needs: [],
  deps: [],
  blocking: false,
  severity: "error",
  priority: 0,
  owners: [],
  ...overrides,
});

/** Returns a run to launch in a seeded organization. */
export function newRun(seeded: SeededOrganization, overrides: Partial<NewRun> & { steps?: PlanStep[] } = {}): NewRun {
  const { orgId: _, ...target } = seeded;
  const { steps = [planStep("orders")], ...rest } = overrides;
  const plan: RunPlan = { steps };
  return {
    id: newId("run"),
    ...target,
    job: null,
    selection: "*",
    assetKeys: steps.flatMap((step) => step.assets),
    plan,
    config: null,
    partitionKeys: [],
    tags: {},
    pools: [],
    rootPools: [""],
    concurrencyKey: null,
    priority: 0,
    trigger: "manual",
    launchedBy: "usr_seed",
    launchedByName: "Seed",
    parentRunId: null,
    rootRunId: null,
    runKey: null,
    retryNumber: 0,
    reuse: null,
    notBefore: null,
    ...rest,
  };
}
