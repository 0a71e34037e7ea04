import {
  createDefinitionStore,
  createIdentityStores,
  createRunReader,
  createRunStore,
  type Db,
  dbOver,
  sql,
} from "@millrace/db";
import { createChecker } from "@millrace/services/checks";
import { cacheManifests, launchRun } from "@millrace/services/runs";
import pg from "pg";
import { percentile } from "../measure";
import { medians } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { Metric } from "../report";

const RUNS = 20_000;
const ROUNDS = 7;
const PAIRS = 60;

type Work = () => Promise<unknown>;

/**
 * Measures what row-level security costs: the same work through the stores as apps run it, and as the owner of the tables
 * without policies or scopes.
 */
export async function tenancyCost(
  { db, databaseUrl }: { readonly db: Db; readonly databaseUrl: string },
  organization: BenchOrganization,
): Promise<Metric[]> {
  await addRuns(db, organization);
  const plain = dbOver(new pg.Pool({ connectionString: databaseUrl, max: 10 }));
  try {
    const [guarded, unguarded] = [workOf(db, organization), workOf(plain, organization)];
    return [
      await compare("tenancy-launch", "launch", guarded.launch, unguarded.launch),
      await compare("tenancy-list", "list of runs", guarded.listRuns, unguarded.listRuns),
      await compare("tenancy-search", "list of runs with a rare tag", guarded.searchRuns, unguarded.searchRuns),
      await compare("tenancy-prisma", "list of deployments", guarded.listDeployments, unguarded.listDeployments),
    ];
  } finally {
    await plain.close();
  }
}

function workOf(db: Db, { orgId, deploymentId }: BenchOrganization) {
  const definitions = createDefinitionStore(db);
  const launch = launchRun({
    runs: createRunStore(db),
    definitions: { ...definitions, getManifest: cacheManifests(definitions.getManifest) },
    checker: createChecker(),
  });
  const { deployments } = createIdentityStores(db);
  const reader = createRunReader(db);
  const scope = { orgId, actor: { kind: "user", id: "usr_bench", name: "Bench" } } as const;
  const deployment = { id: deploymentId, name: "production" };
  return {
    launch: () => launch(scope, deployment, { job: "chain_1" }, { trigger: "manual", runsMax: 1 }),
    listRuns: () => reader.list(orgId, { deploymentId }, { limit: 50 }),
    searchRuns: () => reader.list(orgId, { deploymentId, tag: "bench=7" }, { limit: 50 }),
    listDeployments: () => deployments.list(orgId),
  };
}

/** Takes turns, so that whatever else the machine does slows both down. */
async function compare(id: string, name: string, guarded: Work, unguarded: Work): Promise<Metric> {
  const ratios: number[] = [];
  let last = { guarded: Number.NaN, unguarded: Number.NaN };
  for (let round = -1; round < ROUNDS; round++) {
    const times = { guarded: [] as number[], unguarded: [] as number[] };
    for (let pair = 0; pair < PAIRS; pair++) {
      times.guarded.push(await timeOf(guarded));
      times.unguarded.push(await timeOf(unguarded));
    }
    last = { guarded: median(times.guarded), unguarded: median(times.unguarded) };
    if (round >= 0) ratios.push(last.guarded / last.unguarded);
  }
  const note = `${last.guarded.toFixed(2)} ms with, ${last.unguarded.toFixed(2)} ms without`;
  const named = { id, name: `row-level security: ${name}, with / without`, unit: "×", target: "≤ 1.05", note } as const;
  return medians(named, ratios, (ratio) => ratio <= 1.05);
}

async function timeOf(work: Work): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const median = (times: readonly number[]): number =>
  percentile(
    [...times].sort((a, b) => a - b),
    0.5,
  );

/** Adds finished runs of the last two weeks, like one that was launched. */
async function addRuns(db: Db, { orgId, launch }: BenchOrganization): Promise<void> {
  const id = await launch({ job: "chain_1" });
  await db.execute(sql`
    insert into "Run"
    select (jsonb_populate_record(run, jsonb_build_object(
      'id', 'run_bench_' || n, 'status', 'SUCCESS', 'tags', jsonb_build_object('bench', (n % 1000)::text),
      'createdAt', now() - n * interval '1 minute', 'endedAt', now() - n * interval '1 minute'
    ))).*
    from "Run" run, generate_series(1, ${RUNS}::int) n where run."orgId" = ${orgId} and run."id" = ${id}
  `);
  await db.execute(sql`analyze "Run"`);
}
