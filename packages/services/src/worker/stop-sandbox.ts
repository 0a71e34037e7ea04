import type { Conversation } from "./conversation";
import type { RunSandbox } from "./ports";

export type SandboxStop<Reason extends string> = {
  /** Why the sandbox was stopped first; undefined while it wasn't. */
  readonly reason: Reason | undefined;
  /** Asks the sandbox to end, and ends it if it hasn't after the grace period. Does nothing after the first reason. */
  ask(reason: Reason, message: string): void;
  /** Ends the sandbox now. */
  end(reason: Reason): void;
  /** Forgets the grace period. */
  release(): void;
};

/** Stops a sandbox for the first of several reasons. */
export function sandboxStop<Reason extends string>(
  sandbox: Pick<RunSandbox, "kill">,
  conversation: Pick<Conversation, "cancel">,
  graceMs: number,
): SandboxStop<Reason> {
  let reason: Reason | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  return {
    get reason() {
      return reason;
    },
    ask(why, message) {
      if (reason !== undefined) return;
      reason = why;
      conversation.cancel(message);
      killTimer = setTimeout(() => sandbox.kill(why), graceMs);
    },
    end(why) {
      reason ??= why;
      sandbox.kill(why);
    },
    release: () => clearTimeout(killTimer),
  };
}
