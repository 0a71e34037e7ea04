import { expectThat } from "../broken";
import { freezeInTransaction } from "../inject/connections";
import { chain, launchAll, readRuns, untilRecovered, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import type { RestartedApp } from "../stack/restarted-app";
import { pass } from "../wait";

/** The lease of a worker that is gone has expired, and the reaper has been there. */
const LEASE_AND_REAPER_MS = 9_000;

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
    name: "a worker is frozen inside a transaction",
    knownFailing: "finding 4",
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

async function expectReaped(stack: FaultStack, held: readonly string[], when: string): Promise<void> {
  const left = (await readRuns(stack, held)).filter(({ status }) => status === "STARTED");
  expectThat(left.length === 0, `${left.length} of ${held.length} runs whose lease expired were not reaped ${when}`);
}
