import { chain, launchAll, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { StopMode } from "../stack/database";
import type { FaultStack } from "../stack/fault-stack";
import { pass } from "../wait";

export const databaseScenarios: readonly Scenario[] = [
  {
    name: "all database connections are terminated 5 times, 8 runs",
    fast: true,
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 8, chain(900, 12));
      await untilStarted(stack, runs, random.int(4, 8));
      for (let times = 0; times < 5; times++) {
        await stack.database.terminateBackends();
        await pass(random.int(150, 500));
      }
      await untilSucceeded(stack, runs);
    },
  },
  {
    name: "PostgreSQL is restarted during event writes, 8 runs",
    fast: true,
    run: (stack, random) => restart(stack, { mode: "immediate", awayMs: 0, afterMs: random.int(0, 800) }),
  },
  {
    name: "PostgreSQL crashes, 8 runs",
    run: (stack, random) => restart(stack, { mode: "crash", awayMs: 0, afterMs: random.int(0, 800) }),
  },
  {
    name: "PostgreSQL is shut down for 4 s, 8 runs",
    run: (stack, random) => restart(stack, { mode: "fast", awayMs: 4_000, afterMs: random.int(0, 800) }),
  },
  {
    name: "PostgreSQL is away for 12 s, 6 runs",
    run: (stack, random) => restart(stack, { mode: "fast", awayMs: 12_000, afterMs: random.int(0, 800), count: 6 }),
  },
  {
    name: "the table of events is locked for 4 s, 8 runs",
    fast: true,
    run: (stack, random) => locked(stack, 'lock table "RunEvent" in access exclusive mode', 4_000, random.int(0, 600)),
  },
  {
    name: "the table of runs is locked for 9 s, 8 runs",
    run: (stack, random) => locked(stack, 'lock table "Run" in access exclusive mode', 9_000, random.int(0, 600)),
  },
];

type Restart = { readonly mode: StopMode; readonly awayMs: number; readonly afterMs: number; readonly count?: number };

/** Takes the database away while runs are being executed; none of them may be lost. */
async function restart(stack: FaultStack, { mode, awayMs, afterMs, count = 8 }: Restart): Promise<void> {
  const runs = await launchAll(stack.organizations, count, chain(900, 12));
  await untilStarted(stack, runs, Math.ceil(count / 2));
  await pass(afterMs);
  await stack.database.stop(mode);
  await pass(awayMs);
  await stack.database.start();
  await untilSucceeded(stack, runs);
}

async function locked(stack: FaultStack, statement: string, heldMs: number, afterMs: number): Promise<void> {
  const runs = await launchAll(stack.organizations, 8, chain(700, 6));
  await untilStarted(stack, runs, 4);
  await pass(afterMs);
  const lock = await stack.database.lock(statement);
  await pass(heldMs);
  await lock.release();
  await untilSucceeded(stack, runs);
}
