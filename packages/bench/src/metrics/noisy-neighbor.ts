import { setTimeout as delay } from "node:timers/promises";
import { type Db, sql } from "@millrace/db";
import { deleteQueuedCopies, queueCopies } from "@millrace/faults";
import pg from "pg";
import { summarize } from "../measure";
import { medians } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { RunEnds } from "../platform/run-ends";
import type { Metric } from "../report";
import { runStart } from "./run-start";

const QUEUED = 9_900;
/** A new organization's quota. */
const CONCURRENT_RUNS = 10;
const SAMPLES = 60;
const WARM_UP = 5;
/** Between two launches. A person or a schedule doesn't launch without a pause. */
const PAUSE_MS = 250;

export type NoisyNeighborDeps = {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly ends: RunEnds;
  /** The organization whose queue is long. */
  readonly noisy: BenchOrganization;
  readonly neighbor: BenchOrganization;
};

/** Metric 12: how much longer an organization's runs take to start while another organization has a long queue. */
export async function noisyNeighbor(deps: NoisyNeighborDeps): Promise<Metric> {
  const quiet = summarize(await starts(deps));
  const busy = await whileQueued(deps, async () => summarize(await starts(deps)));
  const text = (p50: number, p95: number) => `p50 ${p50.toFixed(0)}, p95 ${p95.toFixed(0)} ms`;
  return medians(
    {
      id: "12",
      name: `run start p95 beside ${QUEUED.toLocaleString("en")} queued runs of another organization / without them`,
      unit: "×",
      target: "≤ 1.5",
      note: `without: ${text(quiet.p50, quiet.p95)}; beside them: ${text(busy.p50, busy.p95)}`,
    },
    [busy.p95 / quiet.p95],
    (ratio) => ratio <= 1.5,
  );
}

async function starts({ db, ends, neighbor }: NoisyNeighborDeps): Promise<number[]> {
  const found: number[] = [];
  for (let index = -WARM_UP; index < SAMPLES; index++) {
    await delay(PAUSE_MS);
    const startMs = await runStart({ db, ends }, neighbor);
    if (index >= 0) found.push(startMs);
  }
  return found;
}

async function whileQueued<T>({ db, databaseUrl, ends, noisy }: NoisyNeighborDeps, work: () => Promise<T>): Promise<T> {
  await db.execute(sql`update "Organization" set "concurrentRunsMax" = ${CONCURRENT_RUNS} where "id" = ${noisy.orgId}`);
  const template = await noisy.launch({ job: "chain_3" });
  await ends.succeeded(template);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const database = {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await pool.query(text, [...values])).rows as Row[],
  };
  try {
    await queueCopies(database, template, QUEUED);
    // Admission looks when something is launched.
    await noisy.launch({ job: "chain_3" });
    return await work();
  } finally {
    await deleteQueuedCopies(database);
    await pool.end();
  }
}
