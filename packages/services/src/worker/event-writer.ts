import type { RunFence } from "@millrace/core/run";
import type { RuntimeEvent } from "@millrace/protocol";
import { fitEvent } from "./fit-event";
import type { ExecutionRuns } from "./ports";
import { retryDuringOutage } from "./retry-during-outage";
import type { Mask } from "./secret-mask";

export type EventWriterOptions = {
  readonly runs: Pick<ExecutionRuns, "appendEvents">;
  readonly orgId: string;
  readonly runId: string;
  readonly fence: RunFence;
  readonly mask: Mask;
  /** How long to try to write: after that the lease is gone. */
  readonly outageMs: number;
  /** Called once when the events can no longer be written: the attempt has lost the run. */
  readonly onLost: (error?: unknown) => void;
};

export type EventWriter = {
  /** Settles at once while there is room: who awaits it reads no faster than the database writes. */
  add(events: readonly RuntimeEvent[]): Promise<void>;
  /** Settles when everything that was added is stored. */
  flush(): Promise<void>;
};

/** One statement of the database carries at most this many. */
const BATCH_MAX = 1_000;
const WAITING_MAX = 5_000;
/** Light steps follow each other within this time: they share a transaction, and nobody sees them later. */
const GATHER_MS = 3;

/** Appends events in order, in batches as large as what gathers before, or while the batch before is being written. */
export function eventWriter(options: EventWriterOptions): EventWriter {
  const { orgId, runId, fence } = options;
  let waiting: RuntimeEvent[] = [];
  let writing: Promise<void> | undefined;
  let gathering: NodeJS.Timeout | undefined;
  let batch = 0;
  let isLost = false;

  const lose = (error?: unknown): void => {
    isLost = true;
    waiting = [];
    options.onLost(error);
  };
  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0 && !isLost) {
      const events = waiting.splice(0, BATCH_MAX).map((event) => fitEvent(options.mask, event));
      batch += 1;
      const request = { ...fence, batch, events };
      try {
        const answer = await retryDuringOutage(options.outageMs, () =>
          options.runs.appendEvents(orgId, runId, request),
        );
        if (answer.kind === "stale") lose();
      } catch (error) {
        lose(error);
      }
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
      if (isLost) return;
      for (const event of events) waiting.push(event);
      if (waiting.length > WAITING_MAX) await write();
      else if (writing === undefined) gathering ??= setTimeout(() => void write(), GATHER_MS);
    },
    async flush() {
      while (writing !== undefined || (waiting.length > 0 && !isLost)) await write();
    },
  };
}
