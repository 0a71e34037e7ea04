import { SIGNAL, type Signal } from "@millrace/sdk";

/** An error raised by the runtime. The message is for the author, the code for programs. */
export class StepError extends Error {
  override readonly name = "StepError";
  constructor(
    readonly code: string,
    message: string,
    readonly options: { retry?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
  }
}

/**
 * Returns what an error thrown by author code requests (`fail`, `skip`, or `retryAfter` of any copy of the SDK), or
 * undefined.
 */
export function signalOf(error: unknown): Signal | undefined {
  return typeof error === "object" && error !== null ? (error as { [SIGNAL]?: Signal })[SIGNAL] : undefined;
}
