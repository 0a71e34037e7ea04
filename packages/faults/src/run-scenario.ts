import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { brokenInvariants } from "./invariants/invariants";
import { settle } from "./invariants/settle";
import type { Outcome } from "./outcome";
import { seededRandom } from "./random";
import type { Scenario } from "./scenario";
import { type FaultStack, ROOT } from "./stack/fault-stack";

const SETTLE_MS = 60_000;
const PROBLEM_CHARS_MAX = 500;

/** Runs one scenario on a stack that is well, lets everything finish, and checks the invariants. */
export async function runScenario(scenario: Scenario, stack: FaultStack, seed: number): Promise<Outcome> {
  const startMs = performance.now();
  const [since] = await stack.database.query<{ at: Date }>("select clock_timestamp() as at");
  if (since === undefined) throw new Error("The database returned no time");
  const acceptedBefore = stack.accepted.length;
  const deathsBefore = stack.apps.map((app) => app.deaths.length);

  const problems: string[] = [];
  try {
    await scenario.run(stack, seededRandom(seed, scenario.name));
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  problems.push(...(await settle(stack, since, scenario.settleMs ?? SETTLE_MS)));
  problems.push(...(await brokenInvariants(stack.database, since, stack.accepted.slice(acceptedBefore))));
  const deaths = stack.apps.flatMap((app, index) =>
    app.deaths.slice(deathsBefore[index]).map((death) => ({ ...death, name: app.name })),
  );
  const unexpected = deaths.filter(({ isExpected }) => !isExpected);
  problems.push(
    ...unexpected.map(({ name, pid, how, why }) => `${name} (process ${pid}) ended with ${how}${why && `: ${why}`}`),
  );

  return {
    name: scenario.name,
    seconds: (performance.now() - startMs) / 1_000,
    knownFailing: scenario.knownFailing,
    skipped: undefined,
    problems: [...new Set(problems.map((problem) => problem.slice(0, PROBLEM_CHARS_MAX)))],
    ...(await countRuns(stack, since)),
    ended: { expected: deaths.length - unexpected.length, unexpected: unexpected.length },
    logs: problems.length > 0 ? keepLogs(stack, scenario.name) : undefined,
  };
}

async function countRuns({ database }: FaultStack, since: { at: Date }) {
  const [counts] = await database.query<{ runs: number; lost: number; retried: number }>(
    `select count(*)::int as runs, count(*) filter (where "failureReason" = 'WORKER_LOST')::int as lost,
      count(*) filter (where "trigger" = 'retry')::int as retried from "Run" where "createdAt" >= $1`,
    [since.at],
  );
  return counts ?? { runs: 0, lost: 0, retried: 0 };
}

/** Copies the apps' logs to where they outlive the stack. */
function keepLogs(stack: FaultStack, name: string): string {
  const dir = join(ROOT, "test-results/faults", name.replace(/[^a-z0-9]+/gi, "-"));
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  cpSync(join(stack.dir, "logs"), dir, { recursive: true });
  return dir;
}
