/** The ways in which a caller can be at fault; each surface maps them to its own status codes at its edge. */
export type DomainErrorKind = "notFound" | "forbidden" | "unauthorized" | "conflict" | "invalid" | "overLimit";

/** One place in the input that is wrong: `pointer` is a JSON pointer into what the caller sent. */
export type ErrorDetail = { readonly pointer: string; readonly code: string; readonly detail: string };

/**
 * A failure that the caller can act on: it names the thing, the limit and the fix.
 * Anything else that is thrown is a bug and is reported as one.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly kind: DomainErrorKind;
  /** A stable snake_case string that callers may branch on. */
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  /** Seconds after which a retry may succeed (over-limit answers only). */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    kind: DomainErrorKind,
    code: string,
    message: string,
    options: ErrorOptions & { details?: readonly ErrorDetail[]; retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** True for a {@link DomainError} of any copy of this package (recognized by brand, never by `instanceof`). */
export function isDomainError(error: unknown): error is DomainError {
  return error instanceof Error && error.name === "DomainError" && "code" in error && "kind" in error;
}
