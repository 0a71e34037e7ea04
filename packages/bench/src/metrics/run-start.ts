import { type Db, sql } from "@millrace/db";
import { atMost, durations } from "../metric";
import type { AppProcess } from "../platform/app-process";
import type { BenchOrganization } from "../platform/organization";
import type { RunEnds } from "../platform/run-ends";
import { untilWarm } from "../platform/until-warm";
import { FIRST_INSTRUCTION } from "../projects/sources";
import type { Metric } from "../report";

const SAMPLES = 60;
const WARM_UP = 8;

export type StartDeps = {
  readonly db: Db;
  readonly ends: RunEnds;
  readonly small: BenchOrganization;
  readonly large: BenchOrganization;
};

/**
 * Metric 1: from the call of the launch use case to the first step's first instruction, in a sandbox started for it.
 */
export async function coldStart(deps: StartDeps): Promise<Metric[]> {
  const target = "p50 ≤ 80, p95 ≤ 150 ms";
  const isOk = (it: Metric) => atMost("p50", 80)(it) && atMost("p95", 150)(it);
  const idle = async () => undefined;
  return [
    durations({ id: "1", name: "cold run start, 1 MB bundle", target }, await samples(deps, deps.large, idle), isOk),
    durations({ id: "1b", name: "cold run start, small bundle", target }, await samples(deps, deps.small, idle), isOk),
  ];
}

/** Metric 2: the same with a waiting generic sandbox, which gets the bundle when it is assigned. */
export async function warmStart(deps: StartDeps, worker: AppProcess): Promise<Metric[]> {
  const target = "p50 ≤ 25 ms";
  const cold = () => worker.metric("sandbox_take_seconds_count", { warm: "false" });
  const untilIdle = () => untilWarm(worker);
  const coldBefore = await cold();
  const large = await samples(deps, deps.large, untilIdle);
  const small = await samples(deps, deps.small, untilIdle);
  const missed = (await cold()) - coldBefore;
  const note = missed > 0 ? { note: `${missed} runs found no warm sandbox` } : {};
  return [
    durations({ id: "2", name: "warm run start, 1 MB bundle", target, ...note }, large, atMost("p50", 25)),
    durations({ id: "2b", name: "warm run start, small bundle", target }, small, atMost("p50", 25)),
  ];
}

async function samples(
  { db, ends }: StartDeps,
  organization: BenchOrganization,
  untilIdle: () => Promise<unknown>,
): Promise<number[]> {
  const found: number[] = [];
  for (let index = -WARM_UP; index < SAMPLES; index++) {
    await untilIdle();
    const startMs = await runStart({ db, ends }, organization);
    if (index >= 0) found.push(startMs);
  }
  return found;
}

/** Launches a run, waits for its end, and returns the time from the launch to its first instruction. */
export async function runStart(
  { db, ends }: Pick<StartDeps, "db" | "ends">,
  organization: BenchOrganization,
): Promise<number> {
  const launchedAt = Number(process.hrtime.bigint()) / 1e6;
  const runId = await organization.launch({ job: FIRST_INSTRUCTION.job });
  await ends.succeeded(runId);
  return (await beganAt(db, runId)) - launchedAt;
}

async function beganAt(db: Db, runId: string): Promise<number> {
  const [event] = await db.query<{ at: number | null }>(sql`
    select ("data"->'fields'->>'at')::float8 as "at" from "RunEvent"
    where "runId" = ${runId} and "type" = 'log' and "message" = ${FIRST_INSTRUCTION.message}
  `);
  if (typeof event?.at !== "number") throw new Error(`The run ${runId} didn't report its start time`);
  return event.at;
}
