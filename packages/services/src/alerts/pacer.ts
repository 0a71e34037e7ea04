import type { Clock } from "../clock";

/** How soon a message may go to a channel; Slack takes about one a second there. */
export type Pacer = {
  /** Takes a turn: 0 = now, else how long to wait before asking again. */
  take(channel: string): number;
};

export function createPacer(clock: Clock, intervalMs = 1_000): Pacer {
  const nextFree = new Map<string, number>();
  return {
    take(channel) {
      const now = clock.now().getTime();
      if (nextFree.size > 10_000) for (const [key, at] of nextFree) if (at <= now) nextFree.delete(key);
      const free = nextFree.get(channel) ?? 0;
      if (free > now) return free - now;
      nextFree.set(channel, now + intervalMs);
      return 0;
    },
  };
}
