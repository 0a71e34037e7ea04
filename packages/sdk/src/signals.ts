import type { Duration } from "./duration";
import { durationMs } from "./duration";
import type { MetadataMap } from "./metadata";

/** Brand of errors that end a step in a specific way. Any copy of the runtime recognizes it. */
export const SIGNAL = Symbol.for("millrace.signal");

/** What a branded error requests from the runtime. */
export type Signal =
  | { readonly type: "fail"; readonly retry: boolean; readonly metadata?: MetadataMap }
  | { readonly type: "skip" }
  | { readonly type: "retryAfter"; readonly delayMs: number };

/**
 * Fails the step with this message. With `retry: false`, the step isn't retried. `metadata` is logged with the message.
 * @example
 * if (rows.length === 0) fail("the export is empty", { retry: false });
 */
export function fail(message: string, options: { retry?: boolean; metadata?: MetadataMap } = {}): never {
  throw signal("StepFailed", message, { type: "fail", retry: options.retry ?? true, metadata: options.metadata });
}

/**
 * Ends the step as SKIPPED and skips everything downstream in this run.
 * @example
 * if (!changed) skip("no new files since yesterday");
 */
export function skip(reason: string): never {
  throw signal("StepSkipped", reason, { type: "skip" });
}

/**
 * Fails this attempt and sets the delay before the next one. The retry policy's `max` still applies.
 * @example
 * if (response.status === 429) retryAfter("30s", "the API asked for a pause");
 */
export function retryAfter(delay: Duration, message = `retry after ${delay}`): never {
  throw signal("RetryAfter", message, { type: "retryAfter", delayMs: durationMs(delay, "retryAfter") });
}

function signal(name: string, message: string, meaning: Signal): Error {
  const error = new Error(message);
  error.name = name;
  return Object.defineProperty(error, SIGNAL, { value: meaning });
}
