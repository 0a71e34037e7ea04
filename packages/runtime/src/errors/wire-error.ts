import { WIRE_LIMITS, type WireError } from "@millrace/protocol";
import { clip, startOf } from "../run/clip";
import { signalOf } from "./step-error";

/** Maps a stack to the author's source and finds the failing line. Returns it unchanged without a source map. */
export type MapStack = (stack: string) => Promise<{ stack: string; frame?: WireError["frame"] }>;

/**
 * Returns an error as it is sent to the worker: mapped to the author's source, with its causes, and within the size
 * limit of an event.
 */
export async function toWireError(error: unknown, mapStack: MapStack | undefined): Promise<WireError> {
  if (!(error instanceof Error) && !isErrorLike(error)) {
    return {
      name: "Error",
      message: clip(`A step threw ${describe(error)} instead of an Error`),
      code: "NOT_AN_ERROR",
    };
  }
  const code = (error as { code?: unknown }).code;
  const retry = signalOf(error);
  const mapped: { stack?: string; frame?: WireError["frame"] } =
    error.stack && mapStack ? await mapStack(error.stack) : { stack: error.stack };
  return {
    name: startOf(String(error.name), WIRE_LIMITS.nameCharsMax),
    message: clip(withCauses(error)),
    ...(typeof code === "string" ? { code: startOf(code, WIRE_LIMITS.nameCharsMax) } : {}),
    ...(mapped.stack ? { stack: clip(mapped.stack) } : {}),
    ...(mapped.frame ? { frame: mapped.frame } : {}),
    ...(retry?.type === "fail" ? { retry: retry.retry } : {}),
  };
}

/** Errors of another realm aren't instances of this realm's `Error`. */
function isErrorLike(value: unknown): value is Error {
  return (
    typeof value === "object" &&
    value !== null &&
    "message" in value &&
    "name" in value &&
    typeof value.message === "string"
  );
}

function withCauses(error: Error): string {
  const messages = [error.message, ...gathered(error)].filter((message) => message !== "");
  let cause = error.cause;
  for (let depth = 0; depth < 5 && isErrorLike(cause); depth++) {
    messages.push(`caused by ${cause.name}: ${cause.message}`, ...gathered(cause));
    cause = cause.cause;
  }
  return messages.join("\n") || String(error.name);
}

const GATHERED_MAX = 5;

/**
 * Returns the errors that an `AggregateError` collects, such as one per address tried. Its own message is often empty.
 */
function gathered(error: Error): string[] {
  const errors: unknown = (error as { errors?: unknown }).errors;
  if (!Array.isArray(errors)) return [];
  return errors
    .filter(isErrorLike)
    .slice(0, GATHERED_MAX)
    .map(({ name, message }) => `${name}: ${message}`);
}

function describe(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
