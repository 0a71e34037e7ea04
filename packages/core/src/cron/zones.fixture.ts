import { timeZone, type ZoneSegment } from "./zone";

/** Zones with ordinary, half-hour, midnight, double, reversed and date-line changes of the clock, and with none. */
export const ZONES = [
  "UTC",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/Chicago",
  "America/St_Johns",
  "America/Sao_Paulo",
  "America/Havana",
  "America/Santiago",
  "America/Caracas",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tehran",
  "Asia/Beirut",
  "Africa/Casablanca",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Atlantic/Azores",
] as const;

/** The instants at which a zone's offset changes in `[from, to)`. */
export function clockChanges(zoneId: string, from: number, to: number): number[] {
  const zone = timeZone(zoneId);
  const changes: number[] = [];
  let segment: ZoneSegment | undefined = zone.segmentAt(from);
  for (; segment && segment.end < to; segment = zone.after(segment)) changes.push(segment.end);
  return changes;
}
