import { nextPatternTick } from "../cron/ticks";
import { DIMENSION_SEPARATOR } from "./multi-set";
import { partitionsError, unknownPartition } from "./partition-error";
import type { PartitionSet } from "./partition-set";
import type { PartitionsSpec, TimeWindowsSpec } from "./spec";
import { type WindowDefinition, windowDefinition } from "./window-definition";

/** The time windows that exist at `now`. */
export function windowSet(spec: TimeWindowsSpec, now: number): PartitionSet {
  const windows = windowDefinition(spec);
  const size = countWindows(windows, now);
  return {
    spec,
    size,
    windows,
    keyAt: (index) => windows.keyOf(windows.ticks.at(index)),
    indexOf(key) {
      if (size === 0) return -1;
      const instant = windows.instantOf(key);
      if (instant === undefined || instant < windows.start || instant > windows.ticks.at(size - 1)) return -1;
      const index = windows.ticks.rank(instant);
      return windows.keyOf(windows.ticks.at(index)) === key ? index : -1;
    },
  };
}

/** As many windows as have ended, plus `endOffset`, but never one that ends after `end`. */
function countWindows(windows: WindowDefinition, now: number): number {
  const beforeEnd = windows.end === Number.POSITIVE_INFINITY ? windows.end : endedBy(windows, windows.end);
  const ended = Math.min(endedBy(windows, now), beforeEnd);
  return Math.max(0, Math.min(ended + windows.endOffset, beforeEnd));
}

function endedBy({ start, ticks }: WindowDefinition, instant: number): number {
  return instant < start ? 0 : Math.max(0, ticks.rank(instant + 1) - 1);
}

/** Epoch milliseconds, and the zone on whose clock the window was cut. */
export type PartitionWindow = { readonly start: number; readonly end: number; readonly timeZone: string };

/**
 * The window that a key names: from the first tick at or after the time that the key says to
 * the tick that follows. Of several dimensions, the window of the only one that is made of time windows.
 */
export function partitionWindow(spec: PartitionsSpec, key: string): PartitionWindow {
  const [windows, ownKey] = timeDimension(spec, key);
  const instant = windows.instantOf(ownKey);
  if (instant === undefined) throw unknownPartition(key);
  const start = nextPatternTick(windows.pattern, windows.zone, instant);
  const end = nextPatternTick(windows.pattern, windows.zone, start + 1);
  return { start, end, timeZone: windows.zone.id };
}

function timeDimension(spec: PartitionsSpec, key: string): readonly [WindowDefinition, string] {
  if (spec.kind === "static" || spec.kind === "dynamic") throw noWindow(spec.kind);
  if (spec.kind !== "multi") return [windowDefinition(spec), key];
  const names = Object.keys(spec.dimensions).sort();
  const parts = key.split(DIMENSION_SEPARATOR);
  if (parts.length !== names.length) throw unknownPartition(key);
  const timed = names.flatMap((name, position) => {
    const dimension = spec.dimensions[name];
    const isTimed = dimension && dimension.kind !== "static" && dimension.kind !== "dynamic";
    return isTimed && dimension.kind !== "multi"
      ? [[windowDefinition(dimension), parts[position] as string] as const]
      : [];
  });
  const [only, ...others] = timed;
  if (!only || others.length > 0) throw noWindow("these multi");
  return only;
}

const noWindow = (kind: string) => partitionsError(`A key of ${kind} partitions is not one time window.`);
