import { type ErrorSummary, plainError } from "@millrace/core/alerts";

const CHARS_KEPT = 8_000;

/** Returns an error as incidents keep it: redacted before it is cut, so that no part of a secret is left at the cut. */
export const keptError = ({ name, message }: ErrorSummary): ErrorSummary => ({
  ...(name ? { name } : {}),
  message: plainError(message, CHARS_KEPT),
});
