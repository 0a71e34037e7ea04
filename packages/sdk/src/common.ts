import { assertName, definitionError } from "./definition";
import { type Duration, durationMs } from "./duration";

/** Owner of a definition: a team, or a person's email address. */
export type Owner = `team:${string}` | `${string}@${string}`;

/**
 * Retry policy of a step. `max: 3` means up to four executions. The delay before retry n is `delay`,
 * `n·delay` (linear) or `(2ⁿ−1)·delay` (exponential); jitter spreads it.
 */
export interface Retry {
  /** Number of retries after the first attempt. */
  readonly max: number;
  readonly delay?: Duration;
  readonly backoff?: "linear" | "exponential";
  readonly jitter?: "full" | "plus-minus";
}

/** Settings that assets, ops, and jobs share. */
export interface Common {
  /** Description in Markdown. */
  readonly description?: string;
  /** Owners to notify when it fails. */
  readonly owners?: readonly Owner[];
  /** Tags. Runs inherit them, and selections match them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Technologies used, such as `duckdb`. Shown in the catalog and usable in selections. */
  readonly kinds?: readonly string[];
  /** Retry policy. On a job, applies to steps without their own policy. */
  readonly retry?: Retry;
  /**
   * Maximum duration of the step (on a job: of the whole run). Exceeding it fails the step or run with a timeout
   * reason.
   */
  readonly timeout?: Duration;
  /** Name of the concurrency pool. Admins set its size. */
  readonly pool?: string;
  /** Within a run, steps with a higher priority start first. Defaults to 0. */
  readonly priority?: number;
  /** Notify owners after this many consecutive failures (default 1), or never. */
  readonly alerts?: { readonly after?: number; readonly disabled?: boolean };
}

/** Settings shared by schedules and sensors. */
export type Descriptive = Pick<Common, "description" | "owners" | "tags" | "timeout">;

const TAG_KEY = /^(?:[A-Za-z0-9_.-]{1,63}\/)?[A-Za-z0-9_.-]{1,63}$/;

/** Throws a definition error that names the subject if one of the common settings is invalid. */
export function checkCommon(subject: string, common: Common): void {
  for (const owner of common.owners ?? []) {
    if (!/^team:.+$|^[^@\s]+@[^@\s]+$/.test(owner)) {
      throw definitionError(`${subject}: owner ${JSON.stringify(owner)} must be "team:<name>" or an email address`);
    }
  }
  for (const [key, value] of Object.entries(common.tags ?? {})) {
    if (!TAG_KEY.test(key))
      throw definitionError(
        `${subject}: tag key ${JSON.stringify(key)} must be [prefix/]name, each at most 63 letters, digits, "_", "-" or "."`,
      );
    if (typeof value !== "string" || value.length > 256)
      throw definitionError(`${subject}: the value of tag "${key}" must be a string of at most 256 characters`);
  }
  if (common.pool !== undefined) assertName(`${subject}: pool`, common.pool);
  if (common.timeout !== undefined && durationMs(common.timeout, `${subject} timeout`) < 1)
    throw definitionError(`${subject}: timeout must be longer than 0`);
  if (common.alerts?.after !== undefined && (!Number.isInteger(common.alerts.after) || common.alerts.after < 1)) {
    throw definitionError(`${subject}: alerts.after must be an integer ≥ 1`);
  }
  if (common.retry) checkRetry(subject, common.retry);
}

function checkRetry(subject: string, retry: Retry): void {
  if (!Number.isInteger(retry.max) || retry.max < 0)
    throw definitionError(`${subject}: retry.max must be an integer ≥ 0`);
  if (retry.delay !== undefined) durationMs(retry.delay, `${subject} retry.delay`);
  else if (retry.backoff ?? retry.jitter)
    throw definitionError(`${subject}: retry.backoff and retry.jitter need retry.delay, for example delay: "30s"`);
}
