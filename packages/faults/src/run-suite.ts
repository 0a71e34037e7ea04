import { type Outcome, verdictOf } from "./outcome";
import { runScenario } from "./run-scenario";
import type { Scenario } from "./scenario";
import { type FaultStack, openStack } from "./stack/fault-stack";

export type SuiteOptions = {
  readonly seed: number;
  readonly say: (line: string) => void;
  /** Aborted when no further scenario is wanted. */
  readonly signal: AbortSignal;
};

/** Runs scenarios one after the other. They share a stack for as long as it survives. */
export async function runSuite(
  scenarios: readonly Scenario[],
  { seed, say, signal }: SuiteOptions,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let shared: FaultStack | undefined;
  const runShared = async (scenario: Scenario): Promise<Outcome> => {
    shared ??= await openStack();
    let isHealthy = false;
    try {
      const outcome = await runScenario(scenario, shared, seed);
      isHealthy = outcome.problems.length === 0;
      return outcome;
    } finally {
      if (!isHealthy) {
        const { close } = shared;
        shared = undefined;
        await close();
      }
    }
  };
  try {
    for (const scenario of scenarios) {
      if (signal.aborted) break;
      const skipped = scenario.skip?.();
      if (skipped !== undefined) {
        outcomes.push(outcomeOf(scenario, { skipped }));
        continue;
      }
      say(`${scenario.name} …`);
      const running = scenario.stack === undefined ? runShared(scenario) : runAlone(scenario, seed);
      const outcome = await running.catch((error: Error) =>
        outcomeOf(scenario, { problems: [`its outcome is unknown: ${error.message}`] }),
      );
      outcomes.push(outcome);
      for (const problem of outcome.problems) say(`  ${problem}`);
      say(`  ${verdictOf(outcome)}, ${outcome.seconds.toFixed(1)} s`);
    }
    return outcomes;
  } finally {
    await shared?.close();
  }
}

async function runAlone(scenario: Scenario, seed: number): Promise<Outcome> {
  const stack = await openStack(scenario.stack);
  try {
    return await runScenario(scenario, stack, seed);
  } finally {
    await stack.close();
  }
}

const outcomeOf = ({ name, knownFailing }: Scenario, more: Partial<Outcome>): Outcome => ({
  name,
  knownFailing,
  skipped: undefined,
  seconds: 0,
  problems: [],
  runs: 0,
  lost: 0,
  retried: 0,
  ended: { expected: 0, unexpected: 0 },
  logs: undefined,
  ...more,
});
