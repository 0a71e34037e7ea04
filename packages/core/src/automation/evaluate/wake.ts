import { parseCron } from "../../cron/parse-cron";
import { nextPatternTick } from "../../cron/ticks";
import { timeZone } from "../../cron/zone";
import type { PartitionSet } from "../../partitions/partition-set";
import type { Reads } from "../graph/reads";
import { memoize } from "./pass";
import type { Pass } from "./scope";

/** Returns a function that finds the next instant at which time alone can change what a condition depends on. */
export function wakeTimes(pass: Pass, now: number): (reads: Reads) => number | undefined {
  const nextTick = memoize((cron: string, zone: string) => nextPatternTick(parseCron(cron), timeZone(zone), now + 1));
  const nextWindow = new Map<PartitionSet, number>();
  const windowEnd = (set: PartitionSet): number => {
    let end = nextWindow.get(set);
    if (end === undefined) {
      end = nextWindowEnd(set, now);
      nextWindow.set(set, end);
    }
    return end;
  };
  return ({ assets, crons }) => {
    let wakeAt = Number.POSITIVE_INFINITY;
    for (const { cron, timeZone: zone } of crons) wakeAt = Math.min(wakeAt, nextTick(cron, zone));
    for (const key of assets) {
      const { partitions } = pass.asset(key);
      if (partitions) wakeAt = Math.min(wakeAt, windowEnd(partitions));
    }
    return wakeAt === Number.POSITIVE_INFINITY ? undefined : wakeAt;
  };
}

/** Windows begin and end with the ticks of their cron, however many of them exist ahead of time. */
function nextWindowEnd({ windows, dimensions }: PartitionSet, now: number): number {
  if (windows) return nextPatternTick(windows.pattern, windows.zone, now + 1);
  return Math.min(...(dimensions ?? []).map(({ set }) => nextWindowEnd(set, now)));
}
