import { cpus } from "node:os";
import { type Db, sql } from "@millrace/db";
import { medians } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { RunEnds } from "../platform/run-ends";
import type { Metric } from "../report";

const IN_FLIGHT = 8;
const ROUNDS = 3;
const RUNS = 200;
const STEPS = 3;

/**
 * Metric 5: three-step runs per second with 8 in progress, of several organizations. Every run must have all of its
 * events.
 */
export async function runThroughput(
  db: Db,
  ends: RunEnds,
  organizations: readonly BenchOrganization[],
): Promise<Metric> {
  const rates: number[] = [];
  const launched: string[] = [];
  const busyPercent = watchProcessors();
  for (let round = -1; round < ROUNDS; round++) {
    const runs = round < 0 ? RUNS / 4 : RUNS;
    let next = 0;
    const startedAt = performance.now();
    const lane = async () => {
      while (next < runs) {
        const organization = organizations[next++ % organizations.length] as BenchOrganization;
        const runId = await organization.launch({ job: `chain_${STEPS}` });
        launched.push(runId);
        await ends.succeeded(runId);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    if (round >= 0) rates.push((runs * 1_000) / (performance.now() - startedAt));
  }
  const busy = `CPUs were ${busyPercent().toFixed(0)}% busy, including other processes`;
  const lost = await incompleteRuns(db, launched);
  return medians(
    {
      id: "5",
      name: `three-step runs, ${IN_FLIGHT} in flight, ${organizations.length} organizations`,
      unit: "1/s",
      target: "≥ 40/s, none lost",
      note: lost > 0 ? `${lost} runs have missing events; ${busy}` : busy,
    },
    rates,
    (rate) => rate >= 40 && lost === 0,
  );
}

/**
 * Returns a function that returns the processor usage since this call, in percent. With all processors busy, a rate is
 * limited by their speed.
 */
function watchProcessors(): () => number {
  const read = () => {
    const times = cpus().map((cpu) => cpu.times);
    const sum = (list: readonly number[]) => list.reduce((total, ms) => total + ms, 0);
    return { idle: sum(times.map((it) => it.idle)), all: sum(times.flatMap((it) => Object.values(it))) };
  };
  const before = read();
  return () => {
    const now = read();
    return 100 * (1 - (now.idle - before.idle) / (now.all - before.all));
  };
}

/** Returns the number of runs with a step that has no end, or with a gap in the numbers of their events. */
async function incompleteRuns(db: Db, runIds: readonly string[]): Promise<number> {
  const [row] = await db.query<{ lost: number }>(sql`
    select count(*) as "lost" from unnest(${runIds}::text[]) as launched("id")
    left join lateral (
      select count(*) as "events", max("seq") as "last", count(*) filter (where "type" = 'stepSucceeded') as "ended"
      from "RunEvent" where "runId" = launched."id"
    ) event on true
    where event."ended" <> ${STEPS} or event."events" <> event."last"
  `);
  return row?.lost ?? runIds.length;
}
