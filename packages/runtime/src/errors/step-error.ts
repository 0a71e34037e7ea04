import { SIGNAL, type Signal } from "@millrace/sdk";

/** An error of the runtime's own making: the message is for the author, the code for programs. */
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

/** What an error thrown by author code asks for: `fail`, `skip` or `retryAfter` of any copy of the SDK. */
export function signalOf(error: unknown): Signal | undefined {
  return typeof error === "object" && error !== null ? (error as { [SIGNAL]?: Signal })[SIGNAL] : undefined;
}
