import { DAY_MS } from "../cron/calendar";
import { countLocalTimes, nextLocalTime, nthLocalTime } from "../cron/local-times";
import type { CronPattern } from "../cron/parse-cron";
import { previousPatternTick, segmentTicks } from "../cron/ticks";
import type { Zone } from "../cron/zone";
import { partitionsError } from "./partition-error";

/** A cron's ticks by number: 0 is the first at or after the origin, earlier ones are negative. */
export type TickIndex = {
  /** The number of the first tick at or after the instant. */
  rank(instant: number): number;
  /** The instant of a tick. */
  at(index: number): number;
};

/** A stretch of at most {@link BLOCK_MS} with one offset, and the numbers of its ticks. */
type Block = {
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly localEnd: number;
  readonly hasGapTick: boolean;
  readonly first: number;
  readonly count: number;
};

const BLOCK_MS = 32 * DAY_MS;
/** A tick is looked for no further than this: one of a rare cron, ten thousand ahead, can't be found in time. */
const HORIZON = Date.UTC(3000, 0);

/**
 * Counts ticks without listing them: whole blocks are counted once and kept, so that any tick of a set of
 * hundreds of thousands is found by a binary search and a short walk over days.
 */
export function tickIndex(pattern: CronPattern, zone: Zone, origin: number): TickIndex {
  const blocks: Block[] = [];

  const lastBlock = (): Block => blocks.at(-1) ?? append();
  const append = (): Block => {
    const previous = blocks.at(-1);
    const start = previous?.end ?? origin;
    const segment = zone.segmentAt(start);
    const ticks = segmentTicks(pattern, zone, segment);
    const { offset } = ticks;
    const end = Math.min(segment.end, start + BLOCK_MS);
    const localStart = start + offset;
    const localEnd = Math.min(end + offset, ticks.localEnd);
    const isOwnTick = nextLocalTime(pattern, localStart) === localStart;
    const hasGapTick = ticks.hasGapTick && start === segment.start && !isOwnTick;
    const count = countLocalTimes(pattern, localStart, localEnd) + (hasGapTick ? 1 : 0);
    const first = previous ? previous.first + previous.count : 0;
    const block = { start, end, offset, localEnd, hasGapTick, first, count };
    blocks.push(block);
    return block;
  };

  /** The last known block that starts at or before what is looked for. */
  const find = (startsAtOrBefore: (block: Block) => boolean): Block => {
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (startsAtOrBefore(blocks[middle] as Block)) low = middle;
      else high = middle - 1;
    }
    return blocks[low] as Block;
  };

  return {
    rank(instant) {
      if (instant < origin) return -tickIndex(pattern, zone, instant).rank(origin);
      let last = lastBlock();
      while (instant >= last.end) last = append();
      const block = find(({ start }) => start <= instant);
      const gapTick = block.hasGapTick && instant > block.start ? 1 : 0;
      const to = Math.min(instant + block.offset, block.localEnd);
      return block.first + gapTick + countLocalTimes(pattern, block.start + block.offset, to);
    },
    at(index) {
      if (index < 0) return tickBefore(pattern, zone, origin, -index);
      let last = lastBlock();
      while (index >= last.first + last.count) {
        if (last.end > HORIZON) throw partitionsError("Partitions extend past the year 3000. Reduce the offsets.");
        last = append();
      }
      const block = find(({ first }) => first <= index);
      const within = index - block.first - (block.hasGapTick ? 1 : 0);
      if (within < 0) return block.start;
      return nthLocalTime(pattern, block.start + block.offset, within) - block.offset;
    },
  };
}

function tickBefore(pattern: CronPattern, zone: Zone, origin: number, steps: number): number {
  let tick = origin;
  for (let step = 0; step < steps; step += 1) tick = previousPatternTick(pattern, zone, tick - 1);
  return tick;
}
