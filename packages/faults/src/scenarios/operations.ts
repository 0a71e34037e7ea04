import { expectThat } from "../broken";
import { deleteQueuedCopies, queueCopies } from "../inject/queued-copies";
import { chain, code, launchAll, launchOne, untilEnded, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import type { RestartedApp } from "../stack/restarted-app";
import { cannotMount } from "../stack/small-disk";
import { until } from "../wait";

const MIB = 1024 ** 2;
const HOUR_MS = 3_600_000;
const QUEUED = 9_900;

export const operationScenarios: readonly Scenario[] = [
  {
    name: "the object store is full",
    stack: { objectBytesMax: 32 * MIB },
    skip: cannotMount,
    async run(stack) {
      const [greedy, neighbor] = stack.organizations;
      const runs = await launchAll([greedy], 6, code(`return "x".repeat(${8 * MIB});`));
      const ended = await untilEnded(stack, runs);
      const failed = ended.filter(({ status }) => status === "FAILURE");
      expectThat(failed.length > 0, "48 MiB fit into a store of 32 MiB");
      const odd = failed.filter(({ failureReason }) => failureReason !== "STEP_FAILURE");
      expectThat(odd.length === 0, `a run that found the store full ended as ${odd[0]?.failureReason}`);
      await untilSucceeded(stack, await launchAll([neighbor], 4, chain(60, 1)));
    },
  },
  {
    name: "the clock of a worker is an hour ahead, that of another an hour behind",
    async run(stack) {
      const [ahead, behind] = stack.workers;
      await withClock([ahead, HOUR_MS], () =>
        withClock([behind, -HOUR_MS], async () =>
          untilSucceeded(stack, await launchAll(stack.organizations, 8, chain(600, 3))),
        ),
      );
    },
  },
  {
    name: "the clocks of the daemons are an hour ahead",
    async run(stack) {
      const [first, second] = stack.daemons;
      await withClock([first, HOUR_MS], () =>
        withClock([second, HOUR_MS], async () =>
          untilSucceeded(stack, await launchAll(stack.organizations, 8, chain(600, 3))),
        ),
      );
    },
  },
  {
    name: "an alert is due while the daemons' clocks are an hour ahead",
    async run(stack) {
      const [first, second] = stack.daemons;
      const [organization] = stack.organizations;
      const messages = () => stack.slackApi.workspace.messages.length;
      await withClock([first, HOUR_MS], () =>
        withClock([second, HOUR_MS], async () => {
          const before = messages();
          await launchOne(organization, { job: "fails_6" });
          await until("the alert is sent", 20_000, () => messages() > before);
        }),
      );
    },
  },
  {
    name: `${QUEUED} runs of one organization are queued`,
    settleMs: 120_000,
    async run(stack) {
      const [greedy, neighbor] = stack.organizations;
      const template = await launchOne(greedy, chain(60, 1));
      await untilSucceeded(stack, [template]);
      await queueCopies(stack.database, template, QUEUED);
      try {
        const started = await launchOne(greedy, chain(60, 1));
        await until("runs of the long queue start", 20_000, () => someStarted(stack));
        for (let n = 0; n < 8; n++) await untilSucceeded(stack, [await launchOne(neighbor, chain(60, 1))], 15_000);
        await stack.database.query(`update "Run" set "priority" = 10 where "id" = $1`, [started]);
      } finally {
        await deleteQueuedCopies(stack.database);
      }
    },
  },
  {
    name: "every app is restarted one after the other, 12 runs",
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 12, chain(900, 3));
      await untilStarted(stack, runs, random.int(2, 8));
      for (const app of stack.apps) {
        await app.kill("SIGTERM");
        await until(`${app.name} is back`, 30_000, () => app.ready().then(() => true));
      }
      await untilSucceeded(stack, runs);
    },
  },
];

/** Restarts `app` with a clock that is `shiftMs` off for as long as `work` takes. */
async function withClock([app, shiftMs]: readonly [RestartedApp, number], work: () => Promise<void>): Promise<void> {
  const module = `const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...args) { if (args.length === 0) super(Real.now() + ${shiftMs}); else super(...args); }
      static now() { return Real.now() + ${shiftMs}; }
    };`;
  await app.stop();
  app.start({ args: ["--import", `data:text/javascript,${encodeURIComponent(module)}`] });
  try {
    await app.ready();
    await work();
  } finally {
    await app.stop();
    app.start();
    await app.ready();
  }
}

async function someStarted({ database }: FaultStack): Promise<boolean> {
  const rows = await database.query(
    `select 1 from "Run" where "id" like 'run_fill_%' and "status" <> 'QUEUED' limit 1`,
  );
  return rows.length > 0;
}
