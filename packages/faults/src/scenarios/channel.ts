import { expectThat } from "../broken";
import type { RunRow } from "../inject/runs";
import { chain, code, launchAll, launchOne, untilEnded, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";

/** Events of one run that the database keeps, and some room for its life. */
const EVENTS_MAX = 110_000;

export const channelScenarios: readonly Scenario[] = [
  {
    name: "an event is nested 20,000 deep",
    fast: true,
    async run(stack) {
      await attack(
        stack,
        `const deep = "[".repeat(20000) + "]".repeat(20000);
         toChannel('{"type":"events","events":[{"type":"log","at":' + Date.now() + ',"level":"info","message":"deep","fields":{"deep":' + deep + '}}]}\\n');
         await sleep(1000);`,
      );
    },
  },
  {
    name: "steps have names of 15 MiB",
    fast: true,
    async run(stack) {
      await attack(
        stack,
        `for (let n = 0; n < 170; n++) {
           toChannel('{"type":"output","step":"' + String(n) + "x".repeat(15 * 1024 * 1024) + '","stream":"stdout","text":""}\\n');
           await sleep(1);
         }`,
      );
    },
  },
  {
    name: "a run logs 600,000 events",
    settleMs: 180_000,
    async run(stack) {
      const run = await attack(
        stack,
        `const event = '{"type":"log","at":' + Date.now() + ',"level":"info","message":"flood"}';
         const line = '{"type":"events","events":[' + Array(1000).fill(event).join(",") + ']}\\n';
         for (let n = 0; n < 600; n++) { toChannel(line); if (n % 10 === 0) await sleep(1); }`,
        180_000,
      );
      await expectFewEvents(stack, run);
    },
  },
  {
    name: "a map has 300,000 steps",
    settleMs: 120_000,
    async run(stack) {
      await attack(
        stack,
        `const keys = Array.from({ length: 300000 }, (_, n) => "evaluate[" + n + "]");
         toChannel(JSON.stringify({ type: "events", events: [{ type: "stepsAdded", at: Date.now(), step: "evaluate", count: keys.length, keys }] }) + "\\n");
         await sleep(3000);`,
        120_000,
      );
    },
  },
  {
    name: "a run wants 2,000 pools",
    async run(stack) {
      await attack(
        stack,
        `for (let n = 0; n < 2000; n++) toChannel(JSON.stringify({ type: "poolWanted", step: "evaluate", pool: "pool-" + n }) + "\\n");
         await sleep(1000);`,
      );
    },
  },
  {
    name: "events have text, dates, and numbers that no database takes",
    fast: true,
    async run(stack) {
      const events = [
        `{"type":"log","at":1,"level":"info","message":"half of a pair: \\\\ud800"}`,
        `{"type":"log","at":1,"level":"info","message":"zero","fields":{"\\\\u0000":"\\\\u0000","x":"\\\\udfff"}}`,
        `{"type":"log","at":8900000000000000,"level":"info","message":"far"}`,
        `{"type":"stepStarted","at":1,"step":"evaluate","stepAttempt":3000000000}`,
      ];
      for (const event of events)
        await attack(stack, `toChannel('{"type":"events","events":[${event}]}\\n'); await sleep(500);`);
    },
  },
  {
    name: "a step prints 45 MB without a pause",
    settleMs: 120_000,
    async run(stack) {
      const run = await attack(stack, `for (let n = 0; n < 700; n++) console.log("z".repeat(65000));`, 90_000);
      expectThat(run.status === "SUCCESS", `it ended as ${run.status} ${run.failureReason}: ${run.message}`);
    },
  },
  {
    name: "a step logs 400,000 lines without a pause",
    settleMs: 120_000,
    async run(stack) {
      const run = await attack(stack, `for (let n = 0; n < 400000; n++) log.info("line " + n);`, 120_000);
      expectThat(run.status === "SUCCESS", `it ended as ${run.status} ${run.failureReason}: ${run.message}`);
      await expectFewEvents(stack, run);
    },
  },
];

/** Runs hostile code beside another organization's runs, which must not notice; returns the hostile run. */
async function attack(stack: FaultStack, source: string, withinMs = 60_000): Promise<RunRow> {
  const [attacker, neighbor] = stack.organizations;
  const neighbors = await launchAll([neighbor], 4, chain(700, 4));
  const id = await launchOne(attacker, code(source));
  const [run] = await untilEnded(stack, [id], withinMs);
  await untilSucceeded(stack, neighbors, withinMs);
  expectThat(run !== undefined && run.failureReason !== "WORKER_LOST", "the run took its worker with it");
  return run;
}

async function expectFewEvents({ database }: FaultStack, { id }: RunRow): Promise<void> {
  const [stored] = await database.query<{ count: number }>(
    `select count(*)::int as count from "RunEvent" where "runId" = $1`,
    [id],
  );
  expectThat((stored?.count ?? 0) <= EVENTS_MAX, `the run stored ${stored?.count} events`);
}
