import { TRPCClientError } from "@trpc/client";

export type ShownError = { message: string; code: string | undefined; requestId: string | undefined };

type ErrorData = {
  code?: string;
  requestId?: string;
  problem?: { code?: string; details?: { pointer: string; detail: string }[] };
};

const dataOf = (error: unknown): ErrorData | undefined =>
  error instanceof TRPCClientError ? (error.data as ErrorData | undefined) : undefined;

/** An error to show: its message, its stable code, and the request ID. */
export function shownError(error: unknown): ShownError {
  const data = dataOf(error);
  if (data)
    return { message: (error as Error).message, code: data.problem?.code ?? data.code, requestId: data.requestId };
  const offline = typeof navigator !== "undefined" && !navigator.onLine;
  const message = offline ? "You're offline" : "Can't reach the server";
  return { message, code: undefined, requestId: undefined };
}

/** The message for a form field, by the server's JSON pointer. */
export function fieldError(error: unknown, field: string): string | undefined {
  return dataOf(error)?.problem?.details?.find((detail) => detail.pointer === `/${field}`)?.detail;
}

export const isUnauthorized = (error: unknown): boolean => dataOf(error)?.code === "UNAUTHORIZED";
export const isNotFound = (error: unknown): boolean => dataOf(error)?.code === "NOT_FOUND";
export const isForbidden = (error: unknown): boolean => dataOf(error)?.code === "FORBIDDEN";

/** Errors caused by the caller are not retried. */
export function isRetryable(error: unknown): boolean {
  const code = dataOf(error)?.code;
  return code === undefined || code === "INTERNAL_SERVER_ERROR" || code === "TIMEOUT";
}
