import { expectThat } from "../broken";
import { freezeInTransaction } from "../inject/connections";
import { chain, code, launchAll, launchOne, readRuns, untilEnded, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import { pass, until } from "../wait";

/** How long a frozen daemon may keep the others from starting runs. */
const ADMISSION_RESUMES_MS = 8_000;
/** How long a dead daemon may keep its jobs, with the start of the next one. */
const TAKEN_OVER_MS = 20_000;
const RETRIED = { "millrace/max_retries": "1" };

export const daemonScenarios: readonly Scenario[] = [
  {
    name: "one of two daemons is killed, 40 launches",
    fast: true,
    async run(stack, random) {
      const launching = launchAll(stack.organizations, 40, chain(60, 1));
      await pass(random.int(0, 600));
      await random.pick(stack.daemons).kill();
      await untilSucceeded(stack, await launching);
    },
  },
  {
    name: "both daemons are killed, 30 launches",
    async run(stack, random) {
      const launching = launchAll(stack.organizations, 30, chain(60, 1));
      await pass(random.int(0, 600));
      await Promise.all(stack.daemons.map((daemon) => daemon.kill()));
      await untilSucceeded(stack, await launching);
    },
  },
  {
    name: "a daemon is frozen inside admission",
    fast: true,
    async run(stack) {
      const [first, second] = stack.organizations;
      // Launches don't write to the outbox, admission does.
      const launching = launchAll([first], 6, chain(100, 1));
      const frozen = await freezeInTransaction(stack, stack.daemons, 'lock table "Outbox" in exclusive mode', (query) =>
        query.includes('insert into "Outbox"'),
      );
      try {
        const runs = await launching;
        const other = await launchOne(second, chain(100, 1));
        await until("another organization's run starts", ADMISSION_RESUMES_MS, async () => {
          const [run] = await readRuns(stack, [other]);
          return run?.status !== "QUEUED";
        });
        await untilSucceeded(stack, [...runs, other]);
      } finally {
        frozen.thaw();
      }
    },
  },
  {
    name: "the daemons are killed while they settle failed runs",
    knownFailing: "finding 13",
    async run(stack) {
      const { database, organizations } = stack;
      const failing = { ...code(`await sleep(1500); throw new Error("It fails on purpose");`), tags: RETRIED };
      const runs = await launchAll(organizations, 8, failing);
      await untilStarted(stack, runs, runs.length);
      // A daemon that settles a run reads its deployment's policy.
      const lock = await database.lock('lock table "Deployment" in access exclusive mode');
      try {
        await untilEnded(stack, runs);
        await pass(500);
        await Promise.all(stack.daemons.map((daemon) => daemon.kill()));
      } finally {
        await lock.release();
      }
      await until("every failed run has been retried", TAKEN_OVER_MS, async () => {
        const retries = await database.query(`select 1 from "Run" where "parentRunId" = any($1)`, [runs]);
        return retries.length === runs.length;
      });
    },
  },
  {
    name: "a daemon is stopped with SIGTERM, 20 launches",
    async run(stack, random) {
      const launching = launchAll(stack.organizations, 20, chain(100, 1));
      await pass(random.int(0, 400));
      const startMs = performance.now();
      await random.pick(stack.daemons).kill("SIGTERM");
      expectThat(performance.now() - startMs < 15_000, "the daemon took more than 15 s to stop");
      await untilSucceeded(stack, await launching);
    },
  },
];
