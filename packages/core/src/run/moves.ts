import type { FailureReason, RunStatus, RunTransition } from "./run-lifecycle";

/** What identifies an attempt to everything that it writes. */
export type RunFence = { readonly attempt: number; readonly lease: string };

/** The part of a run that moves. */
export type RunState = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
};

/** A request to move a run; without a fence, the first one wins. */
export type RunMove = {
  readonly event: RunTransition;
  /** What the history says about it. */
  readonly message: string;
  /** Stale when anyone moved the run since this version was read. */
  readonly version?: number;
  /** Stale when another attempt holds the run. */
  readonly fence?: RunFence;
  readonly reason?: FailureReason;
  /** A `WireError` that says more than the reason. */
  readonly error?: unknown;
  /** A re-queued run waits this long. */
  readonly delayMs?: number;
};

/** Late and duplicate messages are normal: they come back as `stale`, never as an exception. */
export type MoveResult =
  | { readonly kind: "moved"; readonly from: RunStatus; readonly run: RunState }
  | { readonly kind: "stale"; readonly run: RunState | null };
