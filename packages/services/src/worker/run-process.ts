import type { StoredState } from "@millrace/protocol";
import { type Conversation, conversationWith, endOf } from "./conversation";
import type { RunSandbox } from "./ports";

/** The process that executes a run: one sandbox after the other. What is said and done reaches the current one. */
export type RunProcess = Conversation & {
  kill(reason: string): void;
  /** Ends the current sandbox, waits until it is gone, and continues with another one. */
  replace(start: () => Promise<RunSandbox>): Promise<void>;
};

/** Starts with a sandbox, which the caller ends if the process is never replaced. */
export function runProcess(first: RunSandbox): RunProcess {
  let sandbox = first;
  let conversation = conversationWith(first);
  return {
    kill: (reason) => sandbox.kill(reason),
    cancel: (reason) => conversation.cancel(reason),
    grantPool: (step: string, pool: string, state: StoredState | undefined) =>
      conversation.grantPool(step, pool, state),
    hold: (request) => conversation.hold(request),
    async replace(start) {
      sandbox.kill("REPLACED");
      await endOf(sandbox);
      sandbox = await start();
      conversation = conversationWith(sandbox);
    },
  };
}
