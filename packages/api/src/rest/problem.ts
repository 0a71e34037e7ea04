import { DomainError, type DomainErrorKind, isDomainError, isOutage } from "@millrace/core";
import { z } from "zod";
import { UNAVAILABLE, zodDetails } from "../trpc/errors";

const STATUS: Record<DomainErrorKind, { status: number; title: string }> = {
  notFound: { status: 404, title: "Not found" },
  forbidden: { status: 403, title: "Forbidden" },
  unauthorized: { status: 401, title: "Unauthorized" },
  conflict: { status: 409, title: "Conflict" },
  invalid: { status: 400, title: "Invalid request" },
  overLimit: { status: 429, title: "Limit exceeded" },
};

/** Clients send again what was answered with 429: only where waiting helps does it say so. */
const TOO_LARGE = { status: 413, title: "Too large" };
const statusOf = ({ kind, retryAfterSeconds }: DomainError) =>
  kind === "overLimit" && retryAfterSeconds === undefined ? TOO_LARGE : STATUS[kind];

/** An outage is usually a restart. */
const RETRY_AFTER_SECONDS = 5;

/** RFC 9457, with the stable `code` that callers branch on and the request's id for support. */
export const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
    retryAfter: z.int().optional().describe("seconds"),
  })
  .meta({ id: "Problem" });
export type ProblemDocument = z.infer<typeof ProblemDocument>;

/** The answer to an error: the caller's fault in full, ours without a word of what broke. */
export function problemResponse(error: unknown, requestId: string): Response {
  const body = problemDocument(error, requestId);
  const headers = new Headers({ "content-type": "application/problem+json", "x-request-id": requestId });
  if (body.retryAfter !== undefined) headers.set("retry-after", String(body.retryAfter));
  if (body.status === 401) headers.set("www-authenticate", 'Bearer realm="millrace"');
  return new Response(JSON.stringify(body), { status: body.status, headers });
}

function problemDocument(error: unknown, requestId: string): ProblemDocument {
  const known = error instanceof z.ZodError ? fromZod(error) : error;
  if (!isDomainError(known)) return isOutage(known) ? unavailable(requestId) : internalError(requestId);
  return {
    type: `urn:millrace:problem:${known.code}`,
    ...statusOf(known),
    detail: known.message,
    code: known.code,
    requestId,
    errors: [...known.details],
    retryAfter: known.retryAfterSeconds,
  };
}

const internalError = (requestId: string): ProblemDocument => ({
  type: "about:blank",
  title: "Internal error",
  status: 500,
  detail: "Something went wrong on our end. Include the request ID when you report it.",
  code: "internal_error",
  requestId,
  errors: [],
});

const unavailable = (requestId: string): ProblemDocument => ({
  type: "about:blank",
  title: "Service unavailable",
  status: 503,
  detail: UNAVAILABLE,
  code: "unavailable",
  requestId,
  errors: [],
  retryAfter: RETRY_AFTER_SECONDS,
});

function fromZod(error: z.ZodError): DomainError {
  const details = zodDetails(error);
  const first = details[0];
  const message = first ? `${first.pointer || "The request"} ${first.detail}` : "The request is invalid";
  return new DomainError("invalid", "input_invalid", message, { details, cause: error });
}
