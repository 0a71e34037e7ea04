import { nextLocalTime, previousLocalTime } from "./local-times";
import { type CronPattern, parseCron } from "./parse-cron";
import { cronError } from "./parse-field";
import { timeZone, type Zone, type ZoneSegment } from "./zone";

/** One cron or the union of several, in a time zone. */
export type CronSchedule = { readonly crons: string | readonly string[]; readonly timeZone?: string };

/** The part of a segment's local time in which a cron fires, and whether it fires at the segment's first instant. */
export type SegmentTicks = {
  readonly offset: number;
  readonly localStart: number;
  /** Exclusive. Local times from here on are fired by the next segment, where they come again. */
  readonly localEnd: number;
  /** Local times that the clock skipped fire once, at the first instant after the gap. */
  readonly hasGapTick: boolean;
};

/** How a cron fires in one stretch of constant offset: the only place that knows about daylight saving. */
export function segmentTicks(pattern: CronPattern, zone: Zone, segment: ZoneSegment): SegmentTicks {
  const { offset } = segment;
  const localStart = segment.start + offset;
  const localEnd = segment.end + offset;
  if (pattern.isEveryHour) return { offset, localStart, localEnd, hasGapTick: false };
  const next = zone.after(segment);
  const previous = zone.before(segment);
  const skippedFrom = previous ? previous.end + previous.offset : localStart;
  return {
    offset,
    localStart,
    localEnd: next ? Math.min(localEnd, next.start + next.offset) : localEnd,
    hasGapTick: skippedFrom < localStart && nextLocalTime(pattern, skippedFrom) < localStart,
  };
}

/** The cron's first tick at or after `instant`. */
export function nextPatternTick(pattern: CronPattern, zone: Zone, instant: number): number {
  let segment: ZoneSegment | undefined = zone.segmentAt(instant);
  for (; segment; segment = zone.after(segment)) {
    const { offset, localEnd, hasGapTick } = segmentTicks(pattern, zone, segment);
    if (hasGapTick && instant <= segment.start) return segment.start;
    const local = nextLocalTime(pattern, Math.max(instant, segment.start) + offset);
    if (local < localEnd) return local - offset;
  }
  return Number.POSITIVE_INFINITY;
}

/** The cron's last tick at or before `instant`. */
export function previousPatternTick(pattern: CronPattern, zone: Zone, instant: number): number {
  let segment: ZoneSegment | undefined = zone.segmentAt(instant);
  for (; segment; segment = zone.before(segment)) {
    const { offset, localStart, localEnd, hasGapTick } = segmentTicks(pattern, zone, segment);
    const local = previousLocalTime(pattern, Math.min(instant + offset, localEnd - 1));
    if (local >= localStart) return local - offset;
    if (hasGapTick) return segment.start;
  }
  return Number.NEGATIVE_INFINITY;
}

/**
 * The ticks of a schedule as epoch milliseconds: strictly increasing from `start` on, or with `reverse` strictly
 * decreasing from it; a `start` that is itself a tick comes first. The iteration has no end.
 *
 * @example
 * const [next] = cronTicks({ crons: "30 2 * * *", timeZone: "Europe/Berlin" }, Date.parse("2026-03-29T00:00Z"));
 */
export function* cronTicks(
  schedule: CronSchedule,
  start: number,
  options: { readonly reverse?: boolean } = {},
): Generator<number, void> {
  const zone = timeZone(schedule.timeZone ?? "UTC");
  const patterns = parseCrons(schedule.crons);
  for (let at = start; ; ) {
    const ticks = patterns.map((pattern) =>
      options.reverse ? previousPatternTick(pattern, zone, at) : nextPatternTick(pattern, zone, at),
    );
    const tick = options.reverse ? Math.max(...ticks) : Math.min(...ticks);
    yield tick;
    at = options.reverse ? tick - 1 : tick + 1;
  }
}

/** The first `count` ticks from `start` on. */
export function nextTicks(
  schedule: CronSchedule,
  start: number,
  count: number,
  options?: { reverse?: boolean },
): number[] {
  const found: number[] = [];
  if (count <= 0) return found;
  for (const tick of cronTicks(schedule, start, options)) {
    found.push(tick);
    if (found.length >= count) break;
  }
  return found;
}

/** Parses one cron or a list of them; an empty list is an error. */
export function parseCrons(crons: string | readonly string[]): readonly CronPattern[] {
  const list = typeof crons === "string" ? [crons] : crons;
  if (list.length === 0) throw cronError("A schedule needs at least one cron.");
  return list.map(parseCron);
}
