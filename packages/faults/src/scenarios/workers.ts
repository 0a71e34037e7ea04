import { expectThat } from "../broken";
import { freezeInTransaction } from "../inject/connections";
import {
  chain,
  launchAll,
  launchOne,
  readRuns,
  untilEnded,
  untilRecovered,
  untilStarted,
  untilSucceeded,
} from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import type { RestartedApp } from "../stack/restarted-app";
import { pass, until } from "../wait";

/** The lease of a worker that is gone has expired, and the reaper has been there. */
const LEASE_AND_REAPER_MS = 9_000;
const RETRIED_WITHIN_MS = 5_000;

export const workerScenarios: readonly Scenario[] = [
  {
    name: "one of two workers is killed, 8 runs",
    fast: true,
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 8, chain(random.int(200, 600)));
      await untilStarted(stack, runs, random.int(1, 8));
      await pass(random.int(0, 500));
      await random.pick(stack.workers).kill();
      await untilRecovered(stack, runs);
    },
  },
  {
    name: "both workers are killed and stay away for 3 s, 8 runs",
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 8, chain(random.int(300, 800)));
      await untilStarted(stack, runs, random.int(2, 8));
      await Promise.all(stack.workers.map((worker) => worker.stop("SIGKILL")));
      await pass(3_000);
      for (const worker of stack.workers) worker.start();
      await untilRecovered(stack, runs);
    },
  },
  {
    name: "a worker is stopped with SIGTERM, 8 runs",
    fast: true,
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 8, chain(random.int(200, 500)));
      await untilStarted(stack, runs, random.int(2, 8));
      await random.pick(stack.workers).kill("SIGTERM");
      await untilSucceeded(stack, runs);
    },
  },
  {
    name: "a worker is frozen for 20 s, 8 runs",
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 8, chain(1_500));
      await untilStarted(stack, runs, 8);
      await pass(random.int(0, 1_000));
      const frozen = random.pick(stack.workers);
      const held = await runsOf(stack, runs, frozen);
      frozen.freeze();
      await pass(LEASE_AND_REAPER_MS);
      await expectReaped(stack, held, "while the worker is frozen");
      await pass(20_000 - LEASE_AND_REAPER_MS);
      frozen.thaw();
      await untilRecovered(stack, runs);
    },
  },
  {
    name: "a run's worker is killed each time it runs",
    knownFailing: "issue 7, point 2",
    async run(stack) {
      const request = { ...chain(9_000), tags: { "millrace/max_retries": "5" } };
      const first = await launchOne(stack.organizations[0], request);
      await killWorkerOf(stack, first);
      const second = await until("the run is retried", 20_000, () => retryOf(stack, first));
      await killWorkerOf(stack, second);
      await untilEnded(stack, [second]);
      await pass(RETRIED_WITHIN_MS);
      expectThat((await retryOf(stack, second)) === undefined, "a run that ended two workers was given a third");
    },
  },
  {
    name: "a worker is frozen inside a transaction",
    async run(stack) {
      const runs = await launchAll(stack.organizations, 8, chain(1_000, 20));
      await untilStarted(stack, runs, 8);
      const frozen = await freezeInTransaction(stack, stack.workers, 'lock table "RunStep" in exclusive mode');
      const held = await runsOf(stack, runs, frozen);
      await pass(LEASE_AND_REAPER_MS + 6_000);
      try {
        await expectReaped(stack, held, "while the worker is frozen in a transaction");
      } finally {
        frozen.thaw();
      }
      await untilRecovered(stack, runs);
    },
  },
];

/** Runs that `worker` is executing now. */
async function runsOf(stack: FaultStack, ids: readonly string[], worker: RestartedApp): Promise<readonly string[]> {
  const runs = await readRuns(stack, ids);
  return runs
    .filter(({ status, workerId }) => status === "STARTED" && workerId?.endsWith(`-${worker.pid}`))
    .map(({ id }) => id);
}

async function killWorkerOf(stack: FaultStack, id: string): Promise<void> {
  const [run] = await untilStarted(stack, [id], 1);
  const worker = stack.workers.find(({ pid }) => run?.workerId?.endsWith(`-${pid}`));
  expectThat(worker !== undefined, `the run ${id} is executed by none of the workers`);
  await worker.kill();
}

async function retryOf({ database }: FaultStack, id: string): Promise<string | undefined> {
  const [retry] = await database.query<{ id: string }>(`select "id" from "Run" where "parentRunId" = $1`, [id]);
  return retry?.id;
}

async function expectReaped(stack: FaultStack, held: readonly string[], when: string): Promise<void> {
  const left = (await readRuns(stack, held)).filter(({ status }) => status === "STARTED");
  expectThat(left.length === 0, `${left.length} of ${held.length} runs whose lease expired were not reaped ${when}`);
}
