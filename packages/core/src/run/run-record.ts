import type { RunPlan } from "../plan/run-plan";
import type { FailureReason, RunStatus, RunTransition, RunTrigger } from "./run-lifecycle";

/** A run as it is launched; times, status and version are the database's. */
export type NewRun = {
  readonly id: string;
  readonly deploymentId: string;
  readonly locationId: string;
  /** The location's name. */
  readonly location: string;
  readonly versionId: string;
  readonly job: string | null;
  /** The selection text that was asked for. */
  readonly selection: string | null;
  readonly assetKeys: readonly string[];
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly pools: readonly string[];
  /** The pool of each step that can start immediately, `""` for a step without one. */
  readonly rootPools: readonly string[];
  readonly concurrencyKey: string | null;
  readonly priority: number;
  readonly trigger: RunTrigger;
  /** Unique in the deployment; null for a run that can be launched any number of times. */
  readonly runKey: string | null;
  readonly launchedBy: string | null;
  readonly launchedByName: string | null;
  readonly parentRunId: string | null;
  readonly rootRunId: string | null;
  readonly retryNumber: number;
  /** Values of finished steps of the parent, by step key (`ValueRef`s). */
  readonly reuse: Readonly<Record<string, unknown>> | null;
  readonly notBefore: Date | null;
};

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
  /** Refuses when anyone moved the run since this version was read. */
  readonly version?: number;
  /** Refuses when another attempt holds the run. */
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

/** Work for the queue that is written with the change that causes it. */
export type OutboxJob = { readonly id: number; readonly job: string; readonly payload: unknown };
