/** PostgreSQL's classes for values that it can't store (22) and for rows that violate a constraint (23). */
const DATA_ERROR = /^2[23][0-9A-Z]{3}$/;
const CAUSES_MAX = 8;

/** Returns true if the database rejected the data itself: trying again can't help, and nothing is down. */
export function isDataError(error: unknown): error is Error {
  let cause = error;
  for (let depth = 0; depth < CAUSES_MAX && cause instanceof Error; depth++) {
    if ("code" in cause && DATA_ERROR.test(String(cause.code))) return true;
    cause = cause.cause;
  }
  return false;
}
