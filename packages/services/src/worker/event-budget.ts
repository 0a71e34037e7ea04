import { LIMITS } from "@millrace/core";
import type { RuntimeEvent } from "@millrace/protocol";
import { ChannelError } from "./channel-error";

export type EventBudget = {
  /**
   * Returns the event if the run may store it, or a note in place of the first log event that it may not.
   * @throws {ChannelError} when events other than logs exceed the limit
   */
  admit(event: RuntimeEvent, bytes: number): RuntimeEvent | undefined;
  /** True once log events are being discarded. */
  readonly isSpent: boolean;
};

/** Counts a run's events. Log events stop at the limit; what a run needs to end properly has the same again for itself. */
export function eventBudget(limits: { runEventsMax: number; runEventBytesMax: number } = LIMITS): EventBudget {
  const { runEventsMax, runEventBytesMax } = limits;
  const all = { count: 0, bytes: 0 };
  const essential = { count: 0, bytes: 0 };
  let isSpent = false;
  const exceeds = (sum: typeof all) => sum.count > runEventsMax || sum.bytes > runEventBytesMax;
  const limitText = `${runEventsMax.toLocaleString("en-US")} events (runEventsMax) or ${runEventBytesMax / 1024 ** 2} MiB (runEventBytesMax)`;

  return {
    admit(event, bytes) {
      const isLog = event.type === "log";
      if (isLog && isSpent) return undefined;
      for (const sum of isLog ? [all] : [all, essential]) {
        sum.count += 1;
        sum.bytes += bytes;
      }
      if (exceeds(essential)) throw new ChannelError(`The run exceeded the limit of ${limitText}.`, "EVENT_LIMIT");
      if (!isLog || !exceeds(all)) return event;
      isSpent = true;
      const message = `Log limit reached: the run exceeded ${limitText}. Further log events are discarded.`;
      return { type: "engine", at: event.at, message };
    },
    get isSpent() {
      return isSpent;
    },
  };
}
