import { verifyBundle } from "@millrace/bundle";
import { buildBundle } from "@millrace/bundle/build";
import type { VersionRecord } from "@millrace/core/locations";
import { createDefinitionStore, createLocationStores, createRunStore, sql } from "@millrace/db";
import { seedOrganization } from "@millrace/local";
import type { Scope } from "@millrace/services";
import { createChecker } from "@millrace/services/checks";
import { locationUseCases } from "@millrace/services/locations";
import { cacheManifests, type LaunchRunInput, launchRun } from "@millrace/services/runs";
import type { Platform } from "./open-platform";

const LOAD_MS = 60_000;
const LOOK_AGAIN_MS = 5;

/** An organization of the benchmark, with its production deployment. */
export type BenchOrganization = {
  readonly orgId: string;
  readonly deploymentId: string;
  /** Builds a project and stores its bundle, as a push does. Returns its hash. */
  upload(projectDir: string): Promise<string>;
  /** Creates a version of an uploaded bundle and waits until it is loaded and active. */
  serve(location: string, bundleHash: string): Promise<VersionRecord>;
  /** Calls the launch use case. */
  launch(input: LaunchRunInput): Promise<string>;
};

/** Creates an organization with quotas high enough for any measurement. */
export async function createOrganization(platform: Platform, slug: string): Promise<BenchOrganization> {
  const { db, objects } = platform;
  await seedOrganization({
    databaseUrl: platform.databaseUrl,
    publicUrl: "http://localhost",
    email: `${slug}@example.com`,
    organization: { slug, name: slug },
    teams: [],
  });
  const [found] = await db.query<{ orgId: string; deploymentId: string; deployment: string }>(sql`
    update "Organization" org set "concurrentRunsMax" = 1000, "runsPerDayMax" = 1000000
    from "Deployment" deployment
    where org."slug" = ${slug} and deployment."orgId" = org."id" and deployment."name" = 'production'
    returning org."id" as "orgId", deployment."id" as "deploymentId", deployment."name" as "deployment"
  `);
  if (!found) throw new Error(`The organization ${slug} has no deployment "production"`);
  const { orgId, deploymentId } = found;

  const scope: Scope = { orgId, actor: { kind: "user", id: "usr_bench", name: "Bench" } };
  const deployment = { id: deploymentId, name: found.deployment };
  const stores = createLocationStores(db);
  const locations = locationUseCases({ ...stores, objects, verifyBundle });
  const definitions = createDefinitionStore(db);
  const launch = launchRun({
    runs: createRunStore(db),
    definitions: { ...definitions, getManifest: cacheManifests(definitions.getManifest) },
    checker: createChecker(),
  });

  return {
    orgId,
    deploymentId,
    async upload(projectDir) {
      const config = { entry: ["src/**/*.ts"], data: [], external: [] };
      const { hash, archive } = await buildBundle({ projectDir, config });
      if (!(await locations.hasBundle(scope, hash))) {
        await locations.uploadBundle(scope, { hash, content: oneChunk(archive) });
      }
      return hash;
    },
    async serve(location, bundleHash) {
      const pusher = { userId: null, isAdmin: true };
      const { version } = await locations.push(scope, pusher, deployment, { location, bundleHash, activate: true });
      return untilLoaded(version, () => stores.versions.find(orgId, version.locationId, { id: version.id }));
    },
    launch: async (input) => (await launch(scope, deployment, input, { trigger: "manual", runsMax: 1 })).id,
  };
}

async function untilLoaded(pushed: VersionRecord, read: () => Promise<VersionRecord | null>): Promise<VersionRecord> {
  const deadline = performance.now() + LOAD_MS;
  for (;;) {
    const version = (await read()) ?? pushed;
    if (version.status === "READY") return version;
    if (version.status === "FAILED") throw new Error(`${version.location} failed to load: ${version.error?.message}`);
    if (performance.now() > deadline) throw new Error(`${version.location} was not loaded within ${LOAD_MS / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function* oneChunk(bytes: Uint8Array) {
  yield bytes;
}
