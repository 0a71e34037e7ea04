import { MINUTE_MS } from "./calendar";
import { nextLocalTime } from "./local-times";
import { parseCrons } from "./ticks";
import { timeZone, type ZoneSegment } from "./zone";

/**
 * Describes how a clock change affects a tick. Returns undefined if no clock changes between `since` and the tick.
 * @example
 * describeClockChange({ crons: "30 2 * * *", timeZone: "Europe/Berlin" }, Date.parse("2026-03-29T01:00Z"), before);
 * // "moved: 02:30 doesn't exist that day because clocks spring forward by 1h"
 */
export function describeClockChange(
  schedule: { readonly crons: string | readonly string[]; readonly timeZone: string },
  tick: number,
  since: number,
): string | undefined {
  const zone = timeZone(schedule.timeZone);
  const segment = zone.segmentAt(tick);
  const before = zone.before(segment);
  if (!before || segment.start <= since) return undefined;
  const shift = segment.offset - before.offset;
  if (shift === 0) return undefined;
  const change = `clocks ${shift > 0 ? "spring forward" : "fall back"} by ${shiftText(Math.abs(shift))}`;
  const skipped = tick === segment.start ? skippedTime(schedule.crons, segment, before) : undefined;
  if (skipped !== undefined) return `moved: ${clockText(skipped)} doesn't exist that day because ${change}`;
  if (tick < segment.start - shift) return `the second ${clockText(tick + segment.offset)} of that day: ${change}`;
  return `${change} before it`;
}

/** The local time that the clocks skipped and for which the tick stands; undefined when it stands for its own. */
function skippedTime(crons: string | readonly string[], segment: ZoneSegment, before: ZoneSegment): number | undefined {
  const [from, to] = [before.end + before.offset, segment.start + segment.offset];
  const patterns = parseCrons(crons).filter((pattern) => !pattern.isEveryHour);
  if (patterns.some((pattern) => nextLocalTime(pattern, to) === to)) return undefined;
  const skipped = Math.min(...patterns.map((pattern) => nextLocalTime(pattern, from)));
  return skipped < to ? skipped : undefined;
}

const clockText = (local: number): string => new Date(local).toISOString().slice(11, 16);

function shiftText(shift: number): string {
  const minutes = shift / MINUTE_MS;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
