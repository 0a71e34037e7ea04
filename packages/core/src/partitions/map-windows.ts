import { type Interval, normalize } from "./intervals";
import type { WindowDefinition } from "./window-definition";

export type WindowMapping = {
  readonly upstream: WindowDefinition;
  readonly downstream: WindowDefinition;
  readonly startOffset: number;
  readonly endOffset: number;
};

/** The number of the window that contains an instant. */
const windowAt = ({ ticks }: WindowDefinition, instant: number): number => ticks.rank(instant + 1) - 1;
/** The number of the last window that starts before an instant. */
const windowBefore = ({ ticks }: WindowDefinition, instant: number): number => ticks.rank(instant) - 1;

/**
 * The upstream windows that each downstream window needs: from the first that intersects it, moved by `startOffset`,
 * to the last, moved by `endOffset`.
 */
export function upstreamWindows(mapping: WindowMapping, from: readonly Interval[]): Interval[] {
  const { upstream, downstream, startOffset, endOffset } = mapping;
  return mapEach(mapping, from, ([first, last]) => [
    windowAt(upstream, downstream.ticks.at(first)) + startOffset,
    windowBefore(upstream, downstream.ticks.at(last + 1)) + endOffset,
  ]);
}

/** The downstream windows that need any of the upstream windows: {@link upstreamWindows} read backwards. */
export function downstreamWindows(mapping: WindowMapping, from: readonly Interval[]): Interval[] {
  const { upstream, downstream, startOffset, endOffset } = mapping;
  return mapEach(mapping, from, ([first, last]) => [
    windowAt(downstream, upstream.ticks.at(first - endOffset)),
    windowBefore(downstream, upstream.ticks.at(last - startOffset + 1)),
  ]);
}

/**
 * Maps whole runs of windows in one step where every window maps to at least one, so that neighbors stay neighbors.
 * With a start moved beyond the end single windows may map to none, and each is mapped alone.
 */
function mapEach(
  { startOffset, endOffset }: WindowMapping,
  from: readonly Interval[],
  map: (interval: Interval) => Interval,
): Interval[] {
  if (startOffset <= endOffset) return normalize(from.map(map));
  const mapped: Interval[] = [];
  for (const [first, last] of from) for (let index = first; index <= last; index += 1) mapped.push(map([index, index]));
  return normalize(mapped);
}
