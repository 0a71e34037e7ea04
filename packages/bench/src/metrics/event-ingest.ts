import { DEFAULTS, newId } from "@millrace/core";
import { createRunStore, type Db, sql } from "@millrace/db";
import { percentile } from "../measure";
import { medians } from "../metric";
import type { BenchOrganization } from "../platform/organization";
import type { Metric } from "../report";

const BATCH = 500;
const WRITERS = 4;
const ROUNDS = 3;
const BATCHES = 50;
const LONG_RUN_BATCHES = 200;

/** Metric 7: committed events per second, and whether a run's 100,000th event takes longer than its first. */
export async function eventIngest(db: Db, organization: BenchOrganization): Promise<Metric[]> {
  const rates: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const writers = await Promise.all(Array.from({ length: WRITERS }, () => openWriter(db, organization)));
    const startedAt = performance.now();
    await Promise.all(writers.map((writer) => writer.write(BATCHES)));
    if (round >= 0) rates.push((WRITERS * BATCHES * BATCH * 1_000) / (performance.now() - startedAt));
    await Promise.all(writers.map((writer) => writer.end()));
  }

  const growths: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const writer = await openWriter(db, organization);
    const times = await writer.write(LONG_RUN_BATCHES);
    await writer.end();
    growths.push(median(times.slice(-LONG_RUN_BATCHES / 4)) / median(times.slice(0, LONG_RUN_BATCHES / 4)));
  }
  const [size] = await db.query<{ bytes: number }>(sql`
    select pg_total_relation_size('"RunEvent"')::float8 / greatest(count(*), 1) as "bytes" from "RunEvent"
  `);
  return [
    medians(
      {
        id: "7",
        name: "event ingest, durable",
        unit: "1/s",
        target: "≥ 20,000/s",
        note: `${WRITERS} concurrent runs, batches of ${BATCH}; ${Math.round(size?.bytes ?? 0)} bytes per event with indexes`,
      },
      rates,
      (rate) => rate >= 20_000,
    ),
    medians(
      { id: "7b", name: "write time at 100,000 events / at the start", unit: "×", target: "≤ 1.2" },
      growths,
      (growth) => growth <= 1.2,
    ),
  ];
}

const median = (times: readonly number[]): number =>
  percentile(
    [...times].sort((a, b) => a - b),
    0.5,
  );

/** Returns a run claimed as by a worker, to write its events as a worker does. */
async function openWriter(db: Db, { orgId, launch }: BenchOrganization) {
  const runs = createRunStore(db);
  const id = await launch({ job: "chain_1" });
  const admitted = await runs.transition(orgId, id, { event: "admit", message: "Admitted" });
  const fence = { attempt: admitted.run?.attempt ?? 0, lease: newId("lease") };
  const leaseMs = DEFAULTS.lease.durationMs * 100;
  const claimed = await runs.claim(orgId, id, { ...fence, leaseMs, workerId: "bench", launcher: "none" });
  if (claimed.kind === "stale") throw new Error(`The run ${id} could not be claimed`);
  let batch = 0;
  return {
    /** Writes batches one after another and returns their durations. */
    async write(batches: number): Promise<number[]> {
      const times: number[] = [];
      for (let index = 0; index < batches; index++) {
        batch += 1;
        const startedAt = performance.now();
        const answer = await runs.appendEvents(orgId, id, { ...fence, batch, events: logEvents(batch) });
        if (answer.kind !== "appended") throw new Error(`The events of ${id} were rejected: ${answer.kind}`);
        times.push(performance.now() - startedAt);
      }
      return times;
    },
    end: () => runs.transition(orgId, id, { event: "succeed", message: "Succeeded", fence }),
  };
}

const logEvents = (batch: number) =>
  Array.from({ length: BATCH }, (_, index) => ({
    type: "log" as const,
    at: Date.now(),
    step: "start",
    stepAttempt: 1,
    level: "info" as const,
    message: `loaded part ${index} of batch ${batch} from the warehouse`,
    fields: { rows: index * 17, part: `p-${batch}-${index}` },
  }));
