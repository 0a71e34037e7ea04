import type { HeldRun } from "@millrace/core/run";

/** Messages from a worker to the thread that keeps its leases. */
export type LeaseRequest =
  | { readonly type: "hold"; readonly run: HeldRun }
  | { readonly type: "release"; readonly lease: string }
  /** Looks now, because a run that is held changed: someone may have canceled it. */
  | { readonly type: "beat" }
  | { readonly type: "close" };

/** What the thread reports. */
export type LeaseNews =
  | { readonly type: "canceled" | "lost"; readonly lease: string }
  | { readonly type: "failed"; readonly message: string; readonly runs: number }
  | { readonly type: "closed" };

/** What the thread needs to start. */
export type LeaseThreadData = LeaseKeeperTimes & {
  readonly url: string;
  /** Counts up while the worker's event loop turns. */
  readonly turns: SharedArrayBuffer;
};

export type LeaseKeeperTimes = {
  readonly leaseMs: number;
  /**
   * How long to keep runs while no heartbeat is answered. It is longer than a lease: after an outage leases get one more
   * term, and a run that was lost all the same can't write anything.
   */
  readonly outageMs: number;
  readonly intervalMs: number;
};
