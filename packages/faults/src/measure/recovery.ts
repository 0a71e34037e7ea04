import { chain, launchAll, untilRecovered, untilStarted } from "../inject/runs";
import type { FaultStack } from "../stack/fault-stack";
import { pass } from "../wait";

/** What is ended while runs are in progress. */
export const PARTS = ["worker", "daemon", "redis", "postgres"] as const;
export type Part = (typeof PARTS)[number];
/** Milliseconds from the fault until every run in progress, or its retry, has succeeded. */
export type RecoveryTimes = Readonly<Record<Part, readonly number[]>>;

const RUNS = 4;
const RECOVERED_WITHIN_MS = 90_000;
const REST_MS = 2_000;

const ENDINGS: Readonly<Record<Part, (stack: FaultStack) => Promise<unknown>>> = {
  worker: (stack) => Promise.all(stack.workers.map((worker) => worker.kill())),
  daemon: (stack) => Promise.all(stack.daemons.map((daemon) => daemon.kill())),
  async redis({ queue }) {
    await queue.kill();
    await queue.start();
  },
  async postgres({ database }) {
    await database.stop("immediate");
    await database.start();
  },
};

/** Ends each part of the stack `times` times, with runs in progress and others queued. */
export async function measureRecovery(stack: FaultStack, times: number): Promise<RecoveryTimes> {
  const measured: Record<Part, number[]> = { worker: [], daemon: [], redis: [], postgres: [] };
  for (const part of PARTS) {
    for (let n = 0; n < times; n++) {
      measured[part].push(await recover(stack, part));
      await Promise.all(stack.apps.map((app) => app.ready()));
      await pass(REST_MS);
    }
  }
  return measured;
}

async function recover(stack: FaultStack, part: Part): Promise<number> {
  const runs = await launchAll(stack.organizations, RUNS, chain(300, 3));
  await untilStarted(stack, runs, RUNS);
  const startMs = performance.now();
  await ENDINGS[part](stack);
  const later = launchAll(stack.organizations, RUNS, chain(60, 1));
  await untilRecovered(stack, [...runs, ...(await later)], RECOVERED_WITHIN_MS);
  return performance.now() - startMs;
}
