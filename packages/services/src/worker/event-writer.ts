import type { RunFence } from "@millrace/core/run";
import type { Mask } from "@millrace/core/secrets";
import type { RuntimeEvent, WireError } from "@millrace/protocol";
import { isDataError } from "./data-error";
import { type EventBudget, eventBudget } from "./event-budget";
import { type FitEvent, fitEvent } from "./fit-event";
import type { WorkerRuns } from "./ports";
import { retryDuringOutage } from "./retry-during-outage";
import { slices } from "./slices";
import { standInFor } from "./stand-in";

export type EventWriterOptions = {
  readonly runs: Pick<WorkerRuns, "appendEvents">;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  readonly mask: Mask;
  /** How long to retry a write. After that the lease has expired. */
  readonly outageMs: number;
  /** Aborted when the run is lost for another reason. */
  readonly lost?: AbortSignal;
  readonly budget?: EventBudget;
  /** Called once when events can no longer be written: the attempt has lost the run. */
  readonly onLost: (error?: unknown) => void;
};

export type EventWriter = {
  /**
   * Settles immediately while there is room. Awaiting it keeps a reader from reading faster than the database writes.
   * @throws {ChannelError} when the run exceeds its event limit
   */
  add(events: readonly RuntimeEvent[]): Promise<void>;
  /** Settles when everything that was added is stored. Never rejects: see `onLost`. */
  flush(): Promise<void>;
  /** Set when the database rejected an event that the run can't succeed without. */
  readonly failure: WireError | undefined;
};

/** Events in one statement of the database. */
const BATCH_MAX = 1_000;
const BATCH_BYTES_MAX = 4 * 1024 ** 2;
/** Events that may wait for the database before reading stops. */
const WAITING_MAX = 5_000;
const WAITING_BYTES_MAX = 8 * 1024 ** 2;
/** Light steps follow each other within this time. They share a transaction, and appear no later. */
const GATHER_MS = 3;

/** Appends events in order, in batches as large as what gathers while the previous batch is being written. */
export function eventWriter(options: EventWriterOptions): EventWriter {
  const { orgId, runId, fence, budget = eventBudget() } = options;
  let waiting: FitEvent[] = [];
  let waitingBytes = 0;
  let writing: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let batch = 0;
  let isLost = false;
  let failure: WireError | undefined;

  const lose = (error?: unknown): void => {
    if (isLost) return;
    isLost = true;
    waiting = [];
    options.onLost(error);
  };

  const takeBatch = (): RuntimeEvent[] => {
    let count = 0;
    for (let bytes = 0; count < Math.min(waiting.length, BATCH_MAX); count++) {
      bytes += waiting[count]!.bytes;
      if (count > 0 && bytes > BATCH_BYTES_MAX) break;
    }
    const taken = waiting.splice(0, count);
    waitingBytes -= taken.reduce((sum, { bytes }) => sum + bytes, 0);
    return taken.map(({ event }) => event);
  };

  /** Halves a batch that the database rejects until the event is found that it can't store. */
  const store = async (events: readonly RuntimeEvent[], isStandIn = false): Promise<void> => {
    batch += 1;
    const request = { ...fence, batch, events };
    try {
      const answer = await retryDuringOutage(options.outageMs, () => options.runs.appendEvents(orgId, runId, request));
      if (answer.kind === "stale") lose();
    } catch (error) {
      if (!isDataError(error) || isStandIn) return lose(error);
      batch -= 1;
      const [event] = events;
      if (events.length > 1) {
        const middle = Math.ceil(events.length / 2);
        await store(events.slice(0, middle));
        if (!isLost) await store(events.slice(middle));
      } else if (event !== undefined) {
        const standIn = standInFor(event, error);
        failure ??= standIn.failure;
        await store([standIn.event], true);
      }
    }
  };

  const writeAll = async (): Promise<void> => {
    try {
      while (waiting.length > 0 && !isLost) await store(takeBatch());
    } catch (error) {
      lose(error);
    }
  };
  const write = (): Promise<void> => {
    clearTimeout(gathering);
    gathering = undefined;
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  };

  return {
    async add(events) {
      const pause = slices();
      for (const event of events) {
        if (isLost) return;
        if (event.type === "log" && budget.isSpent) continue;
        const fit = fitEvent(options.mask, event);
        const admitted = budget.admit(fit.event, fit.bytes);
        if (admitted !== undefined) {
          waiting.push({ event: admitted, bytes: fit.bytes });
          waitingBytes += fit.bytes;
        }
        await pause();
      }
      if (waiting.length > WAITING_MAX || waitingBytes > WAITING_BYTES_MAX) await write();
      else if (writing === undefined && waiting.length > 0) gathering ??= setTimeout(write, GATHER_MS);
    },
    async flush() {
      while (!isLost && (writing !== undefined || waiting.length > 0)) await write();
    },
    get failure() {
      return failure;
    },
  };
}
