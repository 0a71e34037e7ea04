import type { Writable } from "node:stream";
import type {
  ExecutionInput,
  ExecutionRuns,
  FailureReason,
  HeldRun,
  RunMove,
  SandboxSettings,
} from "@millrace/core/run";
import type { RuntimeEvent } from "@millrace/protocol";
import type { RunValues } from "../values/run-values";
import type { ValueScope } from "../values/value-keys";

/** Runs, whose events are those of the runtime's protocol. */
export type WorkerRuns = ExecutionRuns<RuntimeEvent>;

export type SandboxEnd = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly outOfMemory: boolean;
  readonly killedFor: string | null;
};

/** What a sandbox may ask for during one assignment. */
export type SandboxSession = { readonly values: RunValues; readonly egress: readonly string[] };

/** The bytes of a conversation, both ways: lines of JSON. */
export type ByteChannel = { readonly readable: AsyncIterable<Uint8Array>; readonly writable: Writable };

/** A started sandbox that contains no tenant data until it is given some. */
export type RunSandbox = {
  /** How the program inside finds its bundle, its broker, and the network: the sandbox's own part of the claim. */
  readonly inside: { readonly bundleDir: string; readonly brokerSocket: string; readonly network: "direct" | "broker" };
  readonly channel: ByteChannel;
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** Makes an unpacked bundle appear inside. */
  place(bundleDir: string): Promise<void>;
  serve(session: SandboxSession): void;
  kill(reason: string): void;
  readonly exited: Promise<SandboxEnd>;
};

export type RunSandboxes = {
  /** The name of the backend that isolates them. */
  readonly backend: string;
  take(orgId: string, settings: SandboxSettings): Promise<RunSandbox>;
};

export type BundleRef = Pick<ExecutionInput, "orgId" | "bundleHash">;

/** Unpacked bundles; one that is in use is not removed. */
export type Bundles = { acquire(bundle: BundleRef): Promise<{ readonly dir: string; release(): void }> };

export type RunVariables = { readonly values: Record<string, string>; readonly secrets: readonly string[] };

export type ExecutionSettings = {
  readonly workerId: string;
  readonly leaseMs: number;
  /** How long to retry writes while the database is away, unless the lease is lost earlier. */
  readonly outageMs: number;
  /** Between the request to end and the kill. */
  readonly cancelGraceMs: number;
};

export type LogObjects = { put(key: string, content: AsyncIterable<Uint8Array>): Promise<unknown> };

export type ExecutionLog = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ExecuteRunDeps = {
  readonly runs: WorkerRuns;
  readonly bundles: Bundles;
  readonly sandboxes: RunSandboxes;
  readonly heartbeats: Heartbeats;
  readonly values: (scope: ValueScope) => RunValues;
  readonly objects: LogObjects;
  readonly openVariables: (orgId: string, deploymentId: string, locationId: string) => Promise<RunVariables>;
  /** Calls back when a slot in a pool may have become free; returns a function that stops that. */
  readonly onPoolFreed: (listener: () => void) => () => void;
  readonly settings: ExecutionSettings;
  readonly log: ExecutionLog;
};

/** Keeps the leases of the runs that a worker executes. */
export type Heartbeats = {
  hold(run: HeldRun, holder: LeaseHolder): () => void;
};
export type LeaseHolder = { cancel(): void; lost(): void };

/** How a run ended, as the move that ends it; `lost` when another worker may hold it. */
export type RunOutcome =
  | { readonly kind: "lost" }
  | (Pick<RunMove, "message" | "error"> & {
      readonly kind: "ended";
      readonly event: "succeed" | "fail" | "canceled";
      readonly reason?: FailureReason;
    });
