import { AsyncLocalStorage } from "node:async_hooks";

/** The step whose code is running. Output and uncaught errors are attributed to it. */
export type StepScope = { readonly step: string; readonly stepAttempt: number; crash(error: unknown): void };

const storage = new AsyncLocalStorage<StepScope>();
const running = new Set<StepScope>();

/** Runs a step's body. Everything the body starts runs in the scope. */
export async function runInStep<T>(scope: StepScope, body: () => Promise<T>): Promise<T> {
  running.add(scope);
  try {
    return await storage.run(scope, body);
  } finally {
    running.delete(scope);
  }
}

export const currentStep = (): StepScope | undefined => storage.getStore();

/** Returns the step that an uncaught error belongs to: the current one, or the only running one. */
export function blamedStep(): StepScope | undefined {
  const [only, ...others] = running;
  return currentStep() ?? (others.length === 0 ? only : undefined);
}
