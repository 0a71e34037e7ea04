import { chain, code } from "../inject/runs";
import type { Random } from "../random";
import type { Scenario } from "../scenario";
import type { FaultStack } from "../stack/fault-stack";
import type { TestOrganization } from "../stack/organization";
import { pass } from "../wait";

const MINUTE_MS = 60_000;
const LAUNCH_EVERY_MS = 500;
const PAUSE_MS = { min: 3_000, max: 12_000 } as const;

type Fault = { readonly name: string; inject(stack: FaultStack, random: Random): Promise<unknown> };

const FAULTS: readonly [Fault, ...Fault[]] = [
  { name: "kill a worker", inject: (stack, random) => random.pick(stack.workers).kill() },
  { name: "stop a worker", inject: (stack, random) => random.pick(stack.workers).kill("SIGTERM") },
  { name: "kill a daemon", inject: (stack, random) => random.pick(stack.daemons).kill() },
  { name: "kill web", inject: (stack) => stack.web.kill() },
  { name: "kill the Slack app", inject: (stack) => stack.slack.kill() },
  { name: "flush Redis", inject: (stack) => stack.queue.flush() },
  {
    name: "take Redis away",
    async inject(stack, random) {
      await stack.queue.kill();
      await pass(random.int(500, 6_000));
      await stack.queue.start();
    },
  },
  { name: "terminate all connections", inject: (stack) => stack.database.terminateBackends() },
  {
    name: "restart PostgreSQL",
    async inject(stack, random) {
      await stack.database.stop(random.pick(["fast", "immediate", "crash"]));
      await pass(random.int(0, 3_000));
      await stack.database.start();
    },
  },
  {
    name: "freeze a worker or a daemon",
    async inject(stack, random) {
      const frozen = random.pick([...stack.workers, ...stack.daemons]);
      frozen.freeze();
      await pass(random.int(500, 10_000));
      frozen.thaw();
    },
  },
  {
    name: "lock a table",
    async inject(stack, random) {
      const lock = await stack.database.lock(
        `lock table "${random.pick(["Run", "RunEvent", "Outbox"])}" in exclusive mode`,
      );
      await pass(random.int(500, 4_000));
      await lock.release();
    },
  },
  {
    name: "run hostile code",
    inject: (stack, random) =>
      stack.organizations[0].launch(
        code(
          random.pick([
            `process.kill(process.pid, "SIGKILL"); await sleep(5000);`,
            `toChannel("garbage\\n"); await sleep(5000);`,
            `toChannel('{"type":"eve'); process.exit(0);`,
          ]),
        ),
      ),
  },
];

/**
 * Launches runs of four organizations without a pause for `minutes` minutes, and injects one random fault after the
 * other.
 *
 * @param onFault called with the name of each fault
 */
export function soak(minutes: number, onFault: (name: string) => void): Scenario {
  return {
    name: `soak of ${minutes} minutes`,
    settleMs: 180_000,
    async run(stack, random) {
      const endMs = performance.now() + minutes * MINUTE_MS;
      const launching = launchUntil(stack, endMs);
      while (performance.now() < endMs) {
        const fault = random.pick(FAULTS);
        onFault(fault.name);
        await fault.inject(stack, random);
        await pass(random.int(PAUSE_MS.min, PAUSE_MS.max));
      }
      await launching;
    },
  };
}

/** A launch that is rejected while something is away isn't a loss: only accepted runs count. */
async function launchUntil({ organizations }: FaultStack, endMs: number): Promise<void> {
  const launches: Promise<unknown>[] = [];
  for (let n = 0; performance.now() < endMs; n++) {
    launches.push((organizations[n % organizations.length] as TestOrganization).launch(chain(300, 3)));
    await pass(LAUNCH_EVERY_MS);
  }
  await Promise.all(launches);
}
