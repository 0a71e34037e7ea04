import type { Writable } from "node:stream";
import type { RunPlan } from "@millrace/core/plan";
import type { FailureReason, MoveResult, RunFence, RunMove, RunStatus, StepStatus } from "@millrace/core/run";
import type { RuntimeEvent, StoredState } from "@millrace/protocol";
import type { RunValues } from "../values/run-values";
import type { ValueScope } from "../values/value-keys";

/** What a worker needs to execute a run. */
export type ExecutionInput = {
  readonly orgId: string;
  readonly id: string;
  readonly status: RunStatus;
  readonly version: number;
  readonly attempt: number;
  readonly deploymentId: string;
  readonly deployment: string;
  readonly locationId: string;
  readonly location: string;
  readonly bundleHash: string;
  readonly egress: readonly string[];
  readonly job: string | null;
  readonly plan: RunPlan;
  readonly config: unknown;
  readonly partitionKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly reuse: Readonly<Record<string, unknown>> | null;
  readonly sandbox: SandboxSettings & { readonly wallTimeMs: number };
};

export type SandboxSettings = {
  readonly memoryBytes: number;
  readonly cpuCores: number;
  readonly processesMax: number;
  readonly scratchBytes: number;
};

export type NewLogChunk = {
  readonly step: string;
  readonly stepAttempt: number;
  readonly stream: "stdout" | "stderr";
  readonly startByte: number;
  readonly endByte: number;
  readonly lines: number;
  readonly text?: string | undefined;
  readonly object?: string | undefined;
};

/** Whose state a run reads: that of its assets, and of the partitions that it is for. */
export type RunStateScope = {
  readonly deploymentId: string;
  readonly assets: readonly string[];
  readonly partitionKeys: readonly string[];
};

export type SlotRequest = RunFence & { readonly step: string; readonly pool: string };
export type AppendResult = { readonly kind: "appended" | "duplicate" | "stale" };

export type ExecutionRuns = {
  findExecutionInput(orgId: string, runId: string): Promise<ExecutionInput | null>;
  claim(
    orgId: string,
    runId: string,
    claim: RunFence & { readonly leaseMs: number; readonly workerId: string; readonly launcher: string },
  ): Promise<MoveResult>;
  transition(orgId: string, runId: string, move: RunMove): Promise<MoveResult>;
  /** State of assets, by key. */
  readState(orgId: string, scope: RunStateScope): Promise<Record<string, StoredState>>;
  /** Steps of a run, items of maps included. */
  readSteps(orgId: string, runId: string): Promise<readonly StoredStep[]>;
  appendEvents(
    orgId: string,
    runId: string,
    batch: RunFence & { readonly batch: number; readonly events: readonly RuntimeEvent[] },
  ): Promise<AppendResult>;
  appendLogChunks(orgId: string, runId: string, fence: RunFence, chunks: readonly NewLogChunk[]): Promise<boolean>;
  takePoolSlot(orgId: string, runId: string, request: SlotRequest): Promise<"granted" | "full" | "stale">;
  releasePoolSlot(orgId: string, runId: string, request: SlotRequest): Promise<void>;
};

/** A step of a run, or an item of a map, as its events left it. */
export type StoredStep = {
  readonly key: string;
  readonly status: StepStatus;
  readonly output: unknown;
  readonly error: unknown;
  readonly reason: string | null;
};

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
  readonly runs: ExecutionRuns;
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
  hold(run: RunFence & { readonly orgId: string; readonly runId: string }, holder: LeaseHolder): () => void;
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
