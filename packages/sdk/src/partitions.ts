import type { PartitionsSpec } from "@millrace/core/manifest";
import { assertCron, assertTimeZone } from "./cron";
import { definitionError } from "./definition";

/** Partitions definition. `K` is the key type; `W` is extra data available on a step's `partition`. */
export interface Partitions<K extends string, W> {
  readonly kind: string;
  readonly spec: PartitionsSpec;
  /** @internal */
  readonly "~key"?: (key: K) => K;
  /** @internal */
  readonly "~extra"?: () => W;
}

/** A time window: `start` is inclusive, `end` is exclusive. */
export interface TimeWindow {
  readonly start: Date;
  readonly end: Date;
}
/**
 * What time-window partitions add to a step's `partition`. For a run of several, from the first window's start to the
 * last one's end.
 */
export interface WindowExtra {
  readonly window: TimeWindow;
}

/** Any partitions, or undefined for none. */
// biome-ignore lint/suspicious/noExplicitAny: any partitions, whatever their keys
export type AnyPartitions = Partitions<any, any> | undefined;

/** First and last partition of a run, both inclusive. */
export interface PartitionRange<K extends string> {
  readonly start: K;
  readonly end: K;
}

/**
 * What a step of a partitioned asset knows about its partition. In a run of several, `keys` has all of them and `key`
 * is the first.
 */
export type PartitionOf<P> =
  P extends Partitions<infer K, infer W>
    ? { readonly key: K; readonly keys: readonly K[]; readonly range: PartitionRange<K> } & W
    : undefined;

interface WindowOptions {
  /** Earliest start of the first window: `2026-01-01`, or `2026-01-01T06:00`. */
  readonly start: string;
  /** No window ends after this time. If omitted, new windows are added indefinitely. */
  readonly end?: string;
  /** Time zone of the windows, such as `Europe/London`. Defaults to UTC. */
  readonly timeZone?: string;
  /**
   * Number of windows past the last completed one: 1 adds the current (open) window, -1 omits the last completed one.
   */
  readonly endOffset?: number;
  /** Key format, as a Unicode date pattern such as `yyyy/MM/dd`. */
  readonly format?: string;
}

const wrap = <K extends string, W>(spec: PartitionsSpec): Partitions<K, W> => ({ kind: spec.kind, spec });

/**
 * One partition per local day, with keys such as `2026-01-31`.
 * @example
 * const day = daily({ start: "2026-01-01", timeZone: "Europe/London" });
 */
export function daily(
  options: WindowOptions & { hourOffset?: number; minuteOffset?: number },
): Partitions<string, WindowExtra> {
  assertTimeZone("daily", options.timeZone);
  return wrap({ kind: "daily", ...options });
}

/** One partition per hour, with keys such as `2026-01-31-14:00`. */
export function hourly(options: WindowOptions & { minuteOffset?: number }): Partitions<string, WindowExtra> {
  assertTimeZone("hourly", options.timeZone);
  return wrap({ kind: "hourly", ...options });
}

/** One partition per week. Weeks start on Sunday unless `dayOffset` is set. */
export function weekly(
  options: WindowOptions & { dayOffset?: number; hourOffset?: number; minuteOffset?: number },
): Partitions<string, WindowExtra> {
  assertTimeZone("weekly", options.timeZone);
  return wrap({ kind: "weekly", ...options });
}

/** One partition per month. Months start on day 1 unless `dayOffset` is set. */
export function monthly(
  options: WindowOptions & { dayOffset?: number; hourOffset?: number; minuteOffset?: number },
): Partitions<string, WindowExtra> {
  assertTimeZone("monthly", options.timeZone);
  return wrap({ kind: "monthly", ...options });
}

/** One partition per interval between consecutive cron ticks. */
export function cronPartitions(options: WindowOptions & { cron: string }): Partitions<string, WindowExtra> {
  assertCron("cronPartitions", options.cron);
  assertTimeZone("cronPartitions", options.timeZone);
  return wrap({ kind: "cron", ...options });
}

/** A fixed list of partitions. */
// biome-ignore lint/complexity/noBannedTypes: nothing more is known about a static partition
export function staticPartitions<const K extends readonly string[]>(keys: K): Partitions<K[number], {}> {
  const seen = new Set<string>();
  for (const key of keys) {
    if (/[|,[\]]/.test(key) || key === "")
      throw definitionError(`staticPartitions: ${JSON.stringify(key)} is empty or contains one of | , [ ]`);
    if (seen.has(key)) throw definitionError(`staticPartitions: ${JSON.stringify(key)} is listed twice`);
    seen.add(key);
  }
  return wrap({ kind: "static", keys: [...keys] });
}

/** A partition set, as returned by {@link dynamicPartitions}. */
// biome-ignore lint/complexity/noBannedTypes: nothing more is known about a dynamic partition
export interface DynamicPartitions extends Partitions<string, {}> {
  readonly kind: "dynamic";
  readonly spec: Extract<PartitionsSpec, { kind: "dynamic" }>;
}

/**
 * A named partition set that can change at run time, through steps (`partitions.add`), sensors, the dashboard, and the
 * CLI. All code locations in a deployment share sets by name. A set can have up to 100,000 keys.
 * @example
 * const customers = dynamicPartitions("customers");
 */
export function dynamicPartitions(name: string): DynamicPartitions {
  if (name.trim() === "" || name.length > 200)
    throw definitionError("dynamicPartitions: a set has a name of 1 to 200 characters");
  return { kind: "dynamic", spec: { kind: "dynamic", name } };
}

type KeyOf<P> = P extends Partitions<infer K, infer _W> ? K : never;

/** Names of the dimensions that are time windows. */
type WindowedOf<D> = {
  [N in keyof D]: D[N] extends Partitions<infer _K, infer W> ? (W extends WindowExtra ? N : never) : never;
}[keyof D];
type IsOne<N, All = N> = [N] extends [never] ? false : N extends unknown ? ([All] extends [N] ? true : false) : never;

/**
 * What multi-dimensional partitions add to a step's `partition`: the key in each dimension, and a `window` if one
 * dimension has time windows.
 */
export type MultiExtra<D> = { readonly dimensions: { readonly [N in keyof D]: KeyOf<D[N]> } } & (IsOne<
  WindowedOf<D>
> extends true
  ? WindowExtra
  : unknown);

/**
 * Multi-dimensional partitions. A key joins one key of each dimension with `|`, in the order of the dimensions' names.
 * If exactly one dimension has time windows, a step also gets its `window`.
 * @example
 * multiPartitions({ day: daily({ start: "2026-01-01" }), region: staticPartitions(["us", "eu"]) });
 */
// biome-ignore lint/suspicious/noExplicitAny: any dimension's keys
export function multiPartitions<const D extends Readonly<Record<string, Partitions<any, any>>>>(
  dimensions: D,
): Partitions<string, MultiExtra<D>> {
  if (Object.keys(dimensions).length < 2) throw definitionError("multiPartitions needs at least two dimensions");
  return wrap({
    kind: "multi",
    dimensions: Object.fromEntries(Object.entries(dimensions).map(([name, part]) => [name, part.spec])),
  });
}
