import type { HeldRun } from "@millrace/core/run";
import type { Heartbeats, LeaseHolder } from "./ports";

/** What extends leases, off the event loop that executes runs. */
export type LeaseKeeper = {
  hold(run: HeldRun): void;
  release(lease: string): void;
  /** Looks soon, because a run that is held changed. */
  beat(): void;
  close(): Promise<void>;
};

export type LeaseListener = { onCanceled(lease: string): void; onLost(lease: string): void };

export type HeartbeatLoop = Heartbeats & {
  readonly held: number;
  isHeld(runId: string): boolean;
  /** Looks earlier, because a run that is held has changed: someone may have canceled it. */
  scheduleHeartbeat(): void;
  close(): Promise<void>;
};

/** Holds the leases of the runs that a worker executes, and passes on what happens to them. */
export function heartbeats(openKeeper: (listener: LeaseListener) => LeaseKeeper): HeartbeatLoop {
  const held = new Map<string, { readonly runId: string; readonly holder: LeaseHolder }>();
  const keeper = openKeeper({
    onCanceled: (lease) => held.get(lease)?.holder.cancel(),
    onLost: (lease) => held.get(lease)?.holder.lost(),
  });
  return {
    hold(run, holder) {
      held.set(run.lease, { runId: run.runId, holder });
      keeper.hold(run);
      return () => {
        held.delete(run.lease);
        keeper.release(run.lease);
      };
    },
    get held() {
      return held.size;
    },
    isHeld: (runId) => [...held.values()].some((run) => run.runId === runId),
    scheduleHeartbeat: keeper.beat,
    close: keeper.close,
  };
}
