import { Temporal } from "temporal-polyfill";
import { DomainError } from "../errors";
import { DAY_MS } from "./calendar";

/** A stretch of time with one offset from UTC: `[start, end)`, all in milliseconds. Local time = instant + offset. */
export type ZoneSegment = { readonly start: number; readonly end: number; readonly offset: number };

export type Zone = {
  readonly id: string;
  segmentAt(instant: number): ZoneSegment;
  after(segment: ZoneSegment): ZoneSegment | undefined;
  before(segment: ZoneSegment): ZoneSegment | undefined;
};

const zones = new Map<string, Zone>();

/** The zone of an IANA name; its offset changes are looked up once and kept. */
export function timeZone(id: string): Zone {
  let zone = zones.get(id);
  if (!zone) {
    zone = openZone(id);
    zones.set(id, zone);
  }
  return zone;
}

function openZone(id: string): Zone {
  /** The segments looked up so far, in order; there may be holes between them. */
  const known: ZoneSegment[] = [firstSegment(id)];
  let last = known[0] as ZoneSegment;

  const segmentAt = (instant: number): ZoneSegment => {
    if (instant >= last.start && instant < last.end) return last;
    let low = 0;
    let high = known.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (instant >= (known[middle] as ZoneSegment).end) low = middle + 1;
      else high = middle;
    }
    const candidate = known[low];
    if (candidate && instant >= candidate.start) {
      last = candidate;
    } else {
      last = segmentFrom(id, instant);
      known.splice(low, 0, last);
    }
    return last;
  };

  return {
    id,
    segmentAt,
    after: ({ end }) => (end === Number.POSITIVE_INFINITY ? undefined : segmentAt(end)),
    before: ({ start }) => (start === Number.NEGATIVE_INFINITY ? undefined : segmentAt(start - 1)),
  };
}

function firstSegment(id: string): ZoneSegment {
  try {
    return segmentFrom(id, Date.UTC(2020, 0, 1));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `Unknown time zone "${id}". Use an IANA name such as "Europe/London", or "UTC".`;
    throw new DomainError("invalid", "time_zone_invalid", message, { cause });
  }
}

function segmentFrom(id: string, instant: number): ZoneSegment {
  const at = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(id);
  // "previous" looks strictly before, so that one step ahead also finds a change at the instant itself.
  const start = at.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const end = at.getTimeZoneTransition("next");
  return {
    start: start?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    end: end?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: Math.round(at.offsetNanoseconds / 1_000_000),
  };
}

/** Local milliseconds of an instant. */
export const toLocal = (zone: Zone, instant: number): number => instant + zone.segmentAt(instant).offset;

/** Wider than any zone's distance from UTC and any of its changes together. */
const OFFSET_BOUND_MS = 2 * DAY_MS;

/**
 * The instants at which a local time is on the clock, in order: none in a gap, two where the clock is set back.
 * For none, `gapEnd` is the first instant after the gap.
 */
export function fromLocal(
  zone: Zone,
  local: number,
): { readonly instants: readonly number[]; readonly gapEnd: number } {
  const instants: number[] = [];
  let gapEnd = Number.NaN;
  let segment: ZoneSegment | undefined = zone.segmentAt(local - OFFSET_BOUND_MS);
  for (; segment && segment.start <= local + OFFSET_BOUND_MS; segment = zone.after(segment)) {
    const instant = local - segment.offset;
    if (instant >= segment.start && instant < segment.end) instants.push(instant);
    else if (instant < segment.start && Number.isNaN(gapEnd)) gapEnd = segment.start;
  }
  return { instants, gapEnd };
}

/** The first instant at or after which a local time is reached: the earlier of two, the end of a gap. */
export function earliestInstant(zone: Zone, local: number): number {
  const { instants, gapEnd } = fromLocal(zone, local);
  return instants[0] ?? gapEnd;
}
