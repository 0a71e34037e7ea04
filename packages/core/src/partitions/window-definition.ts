import { DAY_MS } from "../cron/calendar";
import { parseLocal } from "../cron/local-text";
import { previousLocalTime } from "../cron/local-times";
import { type CronPattern, parseCron } from "../cron/parse-cron";
import { nextPatternTick, segmentTicks } from "../cron/ticks";
import { earliestInstant, timeZone, toLocal, type Zone } from "../cron/zone";
import { LIMITS } from "../limits";
import { type KeyFormat, keyFormat } from "./key-format";
import { partitionsError } from "./partition-error";
import type { TimeWindowsSpec } from "./spec";
import { type TickIndex, tickIndex } from "./tick-index";

/** Time windows, ready for use. Windows and ticks have the same numbers: window k is `[tick k, tick k + 1)`. */
export type WindowDefinition = {
  readonly spec: TimeWindowsSpec;
  readonly pattern: CronPattern;
  readonly zone: Zone;
  readonly ticks: TickIndex;
  readonly start: number;
  readonly end: number;
  readonly endOffset: number;
  /** The key of the window that starts at a tick. */
  keyOf(tick: number): string;
  /** The number of the window that a key names (it need not exist yet), or undefined for text of another form. */
  indexOf(key: string): number | undefined;
  /** The instant that a key's text says. */
  instantOf(key: string): number | undefined;
};

const definitions = new Map<string, WindowDefinition>();
const DEFINITIONS_MAX = 1_000;

/** Compiles and checks a definition of time windows; the same spec is compiled once. */
export function windowDefinition(spec: TimeWindowsSpec): WindowDefinition {
  const id = JSON.stringify(spec);
  let definition = definitions.get(id);
  if (!definition) {
    definition = compile(spec);
    if (definitions.size >= DEFINITIONS_MAX) definitions.clear();
    definitions.set(id, definition);
  }
  return definition;
}

function compile(spec: TimeWindowsSpec): WindowDefinition {
  if (typeof spec.start !== "string")
    throw partitionsError(`${spec.kind} partitions need a start, such as "2026-01-01".`);
  const zone = timeZone(spec.timeZone ?? "UTC");
  const pattern = parseCron(windowCron(spec));
  const format = keyFormat(spec.format ?? defaultFormat(spec, pattern));
  const offsetFormat = keyFormat(`${spec.format ?? defaultFormat(spec, pattern)}xx`);
  const start = boundary(spec.start, spec, format, zone);
  const end = spec.end === undefined ? Number.POSITIVE_INFINITY : boundary(spec.end, spec, format, zone);
  const endOffset = spec.endOffset ?? 0;
  if (!Number.isInteger(endOffset)) throw partitionsError("The endOffset of partitions must be a whole number.");
  if (Math.abs(endOffset) > LIMITS.partitionOffsetMax) {
    throw partitionsError(`endOffset must be within ±${LIMITS.partitionOffsetMax} (partitionOffsetMax).`);
  }
  const ticks = tickIndex(pattern, zone, start);

  const nextTick = (tick: number): number => nextPatternTick(pattern, zone, tick + 1);
  const keyOf = (tick: number): string => {
    const segment = zone.segmentAt(tick);
    const { offset } = segment;
    if (tick - segment.start > DAY_MS) return format.format(tick + offset, offset);
    const skipped = skippedDay(pattern, zone, tick, (it) => format.format(it, offset));
    if (skipped !== undefined) return skipped;
    const isSecond = pattern.isEveryHour && !format.hasOffset && earliestInstant(zone, tick + offset) < tick;
    return (isSecond ? offsetFormat : format).format(tick + offset, offset);
  };
  const instantOf = (key: string): number | undefined => {
    const read = format.parse(key) ?? (format.hasOffset ? undefined : offsetFormat.parse(key));
    if (!read) return undefined;
    const instant = read.offset === undefined ? earliestInstant(zone, read.local) : read.local - read.offset;
    const isSkippedDay = skippedDay(pattern, zone, instant, (it) => format.format(it, 0)) !== undefined;
    return isSkippedDay && keyOf(instant) !== key ? nextTick(instant) : instant;
  };
  const indexOf = (key: string): number | undefined => {
    const instant = instantOf(key);
    return instant === undefined ? undefined : ticks.rank(instant);
  };

  const definition = { spec, pattern, zone, ticks, start, end, endOffset, keyOf, instantOf, indexOf };
  if (spec.format !== undefined || spec.kind === "cron") checkKeysDiffer(definition);
  return definition;
}

/** The cron whose ticks bound the windows. */
export function windowCron(spec: TimeWindowsSpec): string {
  const { kind, minuteOffset = 0, hourOffset = 0, dayOffset } = spec;
  const refuse = (name: "minuteOffset" | "hourOffset" | "dayOffset"): void => {
    if (spec[name]) throw partitionsError(`${kind} partitions don't accept ${name}.`);
  };
  switch (kind) {
    case "cron":
      for (const name of ["minuteOffset", "hourOffset", "dayOffset"] as const) refuse(name);
      if (!spec.cron) throw partitionsError('Partitions of kind "cron" need a cron.');
      return spec.cron;
    case "hourly":
      refuse("hourOffset");
      refuse("dayOffset");
      return `${minuteOffset} * * * *`;
    case "daily":
      refuse("dayOffset");
      return `${minuteOffset} ${hourOffset} * * *`;
    case "weekly":
      return `${minuteOffset} ${hourOffset} * * ${dayOffset ?? 0}`;
    case "monthly":
      return `${minuteOffset} ${hourOffset} ${dayOffset ?? 1} * *`;
    default:
      throw partitionsError(`Unknown partition kind "${String(kind)}".`);
  }
}

const defaultFormat = (spec: TimeWindowsSpec, { times }: CronPattern): string =>
  spec.kind === "hourly" || times.length > 1 ? "yyyy-MM-dd-HH:mm" : "yyyy-MM-dd";

/** `start` and `end` may also be written like the keys. */
function boundary(text: string, spec: TimeWindowsSpec, format: KeyFormat, zone: Zone): number {
  const read = spec.format === undefined ? undefined : format.parse(text);
  if (!read) return parseLocal(text, zone.id);
  return read.offset === undefined ? earliestInstant(zone, read.local) : read.local - read.offset;
}

const KEYS_TRIED = 100;

/** A format that leaves out what distinguishes two windows would make one key stand for both. */
function checkKeysDiffer({ spec, ticks, keyOf, indexOf }: Omit<WindowDefinition, "spec"> & { spec: TimeWindowsSpec }) {
  for (let index = 0; index < KEYS_TRIED; index += 1) {
    const key = keyOf(ticks.at(index));
    if (indexOf(key) === index) continue;
    const format = spec.format ?? "yyyy-MM-dd";
    throw partitionsError(`The format "${format}" is ambiguous: "${key}" would match more than one window.`);
  }
}

/**
 * A window whose start was skipped together with a midnight begins on another day, which has a separate window:
 * it keeps the key of the day that was skipped. Undefined for every other window.
 */
function skippedDay(pattern: CronPattern, zone: Zone, tick: number, write: (local: number) => string) {
  const segment = zone.segmentAt(tick);
  if (tick !== segment.start || !segmentTicks(pattern, zone, segment).hasGapTick) return undefined;
  const skipped = previousLocalTime(pattern, tick + segment.offset);
  const next = nextPatternTick(pattern, zone, tick + 1);
  const isOwnTick = skipped === tick + segment.offset;
  return !isOwnTick && write(tick + segment.offset) === write(toLocal(zone, next)) ? write(skipped) : undefined;
}
