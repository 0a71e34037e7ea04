import { chain, launchAll, launchOne, untilStarted, untilSucceeded } from "../inject/runs";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import { pass } from "../wait";

export const redisScenarios: readonly Scenario[] = [
  {
    name: "Redis is flushed, 30 queued",
    fast: true,
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 30, chain(60, 1));
      await pass(random.int(0, 800));
      await stack.queue.flush();
      await untilSucceeded(stack, runs);
    },
  },
  {
    name: "Redis is killed and comes back empty, 80 queued",
    async run(stack, random) {
      const runs = await launchAll(stack.organizations, 80, chain(60, 1));
      await pass(random.int(0, 1_000));
      await stack.queue.kill();
      runs.push(await launchOne(stack.organizations[0], chain(60, 1)));
      await pass(random.int(500, 3_000));
      await stack.queue.start();
      await untilSucceeded(stack, runs);
    },
  },
  {
    name: "Redis is away for 3 s, 8 runs",
    fast: true,
    run: (stack, random) => away(stack, 3_000, random.int(0, 600)),
  },
  {
    name: "Redis is away for 15 s, 8 runs",
    run: (stack, random) => away(stack, 15_000, random.int(0, 600)),
  },
];

/** Takes Redis away while runs are being executed and others are launched; none may be lost. */
async function away(stack: FaultStack, awayMs: number, afterMs: number): Promise<void> {
  const runs = await launchAll(stack.organizations, 8, chain(800, 4));
  await untilStarted(stack, runs, 4);
  await pass(afterMs);
  await stack.queue.kill();
  runs.push(...(await launchAll(stack.organizations, 4, chain(60, 1))));
  await pass(awayMs);
  await stack.queue.start();
  await untilSucceeded(stack, runs);
}
