import { assertName, definitionError } from "./definition";
import { type Duration, durationMs } from "./duration";

/** Who answers for a definition: a team of the organization, or a person by e-mail address. */
export type Owner = `team:${string}` | `${string}@${string}`;

/**
 * How often a failed step is tried again. `max: 3` means up to four executions. The delay before retry n is `delay`,
 * `n·delay` (linear) or `(2ⁿ−1)·delay` (exponential); jitter spreads it.
 */
export interface Retry {
  /** Tries after the first. */
  readonly max: number;
  readonly delay?: Duration;
  readonly backoff?: "linear" | "exponential";
  readonly jitter?: "full" | "plus-minus";
}

/** What assets, ops and jobs have in common. */
export interface Common {
  /** Markdown. */
  readonly description?: string;
  /** Who is told when it fails. */
  readonly owners?: readonly Owner[];
  /** Runs inherit them; selections find assets by them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** What it is made with, such as `duckdb`: shown with it, and found by selections. */
  readonly kinds?: readonly string[];
  /** What happens when a step fails; a job's is for its steps without a policy of their own. */
  readonly retry?: Retry;
  /** The step (for a job: the whole run) fails with its own reason when it takes longer. */
  readonly timeout?: Duration;
  /** Names a pool of shared slots; admins set its size. */
  readonly pool?: string;
  /** Steps of a higher priority start first within a run. */
  readonly priority?: number;
  /** Owners are told after this many failures in a row (1 unless said), or never. */
  readonly alerts?: { readonly after?: number; readonly disabled?: boolean };
}

/** What schedules and sensors share with them. */
export type Descriptive = Pick<Common, "description" | "owners" | "tags" | "timeout">;

const TAG_KEY = /^(?:[A-Za-z0-9_.-]{1,63}\/)?[A-Za-z0-9_.-]{1,63}$/;

/** Throws, naming the definition, when one of the common settings cannot be meant. */
export function checkCommon(subject: string, common: Common): void {
  for (const owner of common.owners ?? []) {
    if (!/^team:.+$|^[^@\s]+@[^@\s]+$/.test(owner)) {
      throw definitionError(`${subject}: owner ${JSON.stringify(owner)} must be "team:<name>" or an e-mail address`);
    }
  }
  for (const [key, value] of Object.entries(common.tags ?? {})) {
    if (!TAG_KEY.test(key))
      throw definitionError(
        `${subject}: tag key ${JSON.stringify(key)} must be [prefix/]name, each at most 63 letters, digits, "_", "-" or "."`,
      );
    if (typeof value !== "string" || value.length > 256)
      throw definitionError(`${subject}: the value of tag "${key}" must be text of at most 256 characters`);
  }
  if (common.pool !== undefined) assertName(`${subject}: pool`, common.pool);
  if (common.timeout !== undefined && durationMs(common.timeout, `${subject} timeout`) < 1)
    throw definitionError(`${subject}: timeout must be longer than 0`);
  if (common.alerts?.after !== undefined && (!Number.isInteger(common.alerts.after) || common.alerts.after < 1)) {
    throw definitionError(`${subject}: alerts.after must be a whole number from 1`);
  }
  if (common.retry) checkRetry(subject, common.retry);
}

function checkRetry(subject: string, retry: Retry): void {
  if (!Number.isInteger(retry.max) || retry.max < 0)
    throw definitionError(`${subject}: retry.max must be a whole number from 0`);
  if (retry.delay !== undefined) durationMs(retry.delay, `${subject} retry.delay`);
  else if (retry.backoff ?? retry.jitter)
    throw definitionError(`${subject}: retry.backoff and retry.jitter need retry.delay, for example delay: "30s"`);
}
