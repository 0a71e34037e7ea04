import { TRPCClientError } from "@trpc/client";

export type ShownError = { message: string; code: string | undefined; requestId: string | undefined };

type ErrorData = {
  code?: string;
  requestId?: string;
  problem?: { code?: string; details?: { pointer: string; detail: string }[] };
};

const dataOf = (error: unknown): ErrorData | undefined =>
  error instanceof TRPCClientError ? (error.data as ErrorData | undefined) : undefined;

/** What a person is told about a failure: its message, its stable code and the id to quote. */
export function shownError(error: unknown): ShownError {
  const data = dataOf(error);
  if (data)
    return { message: (error as Error).message, code: data.problem?.code ?? data.code, requestId: data.requestId };
  const offline = typeof navigator !== "undefined" && !navigator.onLine;
  const message = offline ? "You're offline" : "Can't reach the server";
  return { message, code: undefined, requestId: undefined };
}

/** The message for one field of a form, by the JSON pointer that the server gave. */
export function fieldError(error: unknown, field: string): string | undefined {
  return dataOf(error)?.problem?.details?.find((detail) => detail.pointer === `/${field}`)?.detail;
}

export const isUnauthorized = (error: unknown): boolean => dataOf(error)?.code === "UNAUTHORIZED";
export const isNotFound = (error: unknown): boolean => dataOf(error)?.code === "NOT_FOUND";
export const isForbidden = (error: unknown): boolean => dataOf(error)?.code === "FORBIDDEN";

/** Failures that the caller caused do not heal by asking again. */
export function isRetryable(error: unknown): boolean {
  const code = dataOf(error)?.code;
  return code === undefined || code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT";
}
