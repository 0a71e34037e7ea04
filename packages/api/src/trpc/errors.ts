import { type DomainErrorKind, type ErrorDetail, isDomainError, isOutage } from "@millrace/core";
import { TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import { z } from "zod";

const CODE_OF_KIND = {
  notFound: "NOT_FOUND",
  forbidden: "FORBIDDEN",
  unauthorized: "UNAUTHORIZED",
  conflict: "CONFLICT",
  invalid: "BAD_REQUEST",
  overLimit: "TOO_MANY_REQUESTS",
} as const satisfies Record<DomainErrorKind, TRPC_ERROR_CODE_KEY>;

/** What clients read from `error.data.problem`. */
export type Problem = {
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  readonly retryAfterSeconds?: number | undefined;
};

export const UNAVAILABLE = "Millrace is temporarily unavailable. Try again in a few seconds.";

/** Gives a domain error or an outage the transport's code; everything else stays the bug that it is. */
export function toTrpcError(error: TRPCError): TRPCError {
  const cause = error.cause;
  if (isOutage(cause)) return new TRPCError({ code: "SERVICE_UNAVAILABLE", message: UNAVAILABLE, cause });
  if (!isDomainError(cause)) return error;
  return new TRPCError({ code: CODE_OF_KIND[cause.kind], message: cause.message, cause });
}

/** The stable code and the wrong places of an error, for the client to branch on and to mark fields. */
export function problemOf(error: TRPCError): Problem {
  const cause = error.cause;
  if (isDomainError(cause)) {
    return { code: cause.code, details: cause.details, retryAfterSeconds: cause.retryAfterSeconds };
  }
  if (cause instanceof z.ZodError) return { code: "input_invalid", details: zodDetails(cause) };
  return { code: error.code.toLowerCase(), details: [] };
}

export function zodDetails(error: z.ZodError): ErrorDetail[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    code: issue.code,
    detail: issue.message,
  }));
}
