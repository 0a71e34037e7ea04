import { AsyncLocalStorage } from "node:async_hooks";

/** The step on whose behalf code runs: output and stray errors are attributed by it. */
export type StepScope = { readonly step: string; readonly stepAttempt: number; crash(error: unknown): void };

const storage = new AsyncLocalStorage<StepScope>();
const running = new Set<StepScope>();

/** Runs a step's body; the scope is known to everything that the body starts. */
export async function runInStep<T>(scope: StepScope, body: () => Promise<T>): Promise<T> {
  running.add(scope);
  try {
    return await storage.run(scope, body);
  } finally {
    running.delete(scope);
  }
}

export const currentStep = (): StepScope | undefined => storage.getStore();

/** The step that a stray error belongs to: the current one, or the only one that runs. */
export function blamedStep(): StepScope | undefined {
  const [only, ...others] = running;
  return currentStep() ?? (others.length === 0 ? only : undefined);
}
