import type { AssetValues } from "../assets";
import type { Manifest } from "../manifest";
import type { DynamicKeys } from "../partitions";
import type { RunStateScope, StoredState } from "../state";
import type { MoveResult, RunFence, RunMove, RunState } from "./moves";
import type {
  ActiveLocation,
  DeploymentSettings,
  EventRecord,
  ExecutionInput,
  HeartbeatAnswer,
  HeldRun,
  LaunchQuotas,
  LogChunk,
  NewLogChunk,
  NewRun,
  OutputSize,
  OutputStream,
  OverdueRun,
  PastRun,
  PrunedRuns,
  RunDetails,
  RunRow,
  StepRow,
  StoredStep,
  TracedRun,
} from "./records";

/** What launching a run reads. Manifests never change, so that a reader can cache them. */
export type DefinitionReader = {
  findDeployment(orgId: string, deploymentId: string): Promise<DeploymentSettings | null>;
  listActive(orgId: string, deploymentId: string): Promise<readonly ActiveLocation[]>;
  getManifest(orgId: string, versionId: string): Promise<Manifest>;
  /** Names of the variables that a code location sees, without their values. */
  listVariableNames(orgId: string, deploymentId: string, locationId: string): Promise<readonly string[]>;
  listDynamicKeys(orgId: string, deploymentId: string, sets: readonly string[]): Promise<DynamicKeys>;
  /** Which of some partitions of an asset have a stored value. */
  listStoredPartitions(
    orgId: string,
    deploymentId: string,
    asset: string,
    partitions: readonly string[],
  ): Promise<readonly string[]>;
  getQuotas(orgId: string): Promise<LaunchQuotas>;
};

export type LaunchTx = {
  usage(): Promise<{ queued: number; lastDay: number }>;
  /** The ID of the run with a key; null if there is none. */
  findByKey(deploymentId: string, runKey: string): Promise<string | null>;
  /** The ID of an unfinished re-run or retry of a run; null if there is none. */
  findUnfinishedChild(runId: string): Promise<string | null>;
  insert(run: NewRun): Promise<void>;
};

/** Launches of one organization run one at a time, so that its quotas hold. */
export type RunLaunches = {
  launch<T>(orgId: string, work: (tx: LaunchTx) => Promise<T>): Promise<T>;
};

export type RunMoves = {
  transition(orgId: string, runId: string, move: RunMove): Promise<MoveResult>;
};

/**
 * Moves of runs that no other transaction holds. The others are stale, and so is a lease that was extended in the
 * meantime, which doesn't change the version.
 */
export type UnlockedRunMoves = {
  transitionUnlocked(orgId: string, runId: string, move: RunMove): Promise<MoveResult>;
};

export type PastRuns = { getFinished(orgId: string, runId: string): Promise<PastRun | null> };

/** Writes the platform's own remarks into a run's events. */
export type RunNotes = { note(orgId: string, runId: string, message: string): Promise<void> };

export type RunPriorities = {
  /** False if the run is not queued. */
  setPriority(
    orgId: string,
    runId: string,
    change: { readonly priority: number; readonly tag: string; readonly message: string },
  ): Promise<boolean>;
};

export type RunClaim = RunFence & {
  readonly leaseMs: number;
  readonly workerId: string;
  readonly launcher: string;
  readonly traceId?: string | null;
};

/** Events of one attempt. `batch` counts from 1, so a batch that is sent again is recognized. */
export type EventBatch<Event> = RunFence & { readonly batch: number; readonly events: readonly Event[] };
export type AppendResult = { readonly kind: "appended" | "duplicate" | "stale" };

export type SlotRequest = RunFence & { readonly step: string; readonly pool: string };
export type SlotAnswer = "granted" | "full" | "stale";

/** What a worker reads and writes while it executes a run. Every write is fenced. */
export type ExecutionRuns<Event> = RunMoves & {
  findExecutionInput(orgId: string, runId: string): Promise<ExecutionInput | null>;
  /** Claims a run that was admitted as this attempt, under a new lease. */
  claim(orgId: string, runId: string, claim: RunClaim): Promise<MoveResult>;
  /**
   * The state that a run starts from, by asset.
   * @throws DomainError `run_state_bytes` if it is more than a run can read
   */
  readState(orgId: string, scope: RunStateScope): Promise<Record<string, StoredState>>;
  /** Steps of a run, items of maps included. */
  readSteps(orgId: string, runId: string): Promise<readonly StoredStep[]>;
  appendEvents(orgId: string, runId: string, batch: EventBatch<Event>): Promise<AppendResult>;
  /** False if the attempt has lost the run. */
  appendLogChunks(orgId: string, runId: string, fence: RunFence, chunks: readonly NewLogChunk[]): Promise<boolean>;
  takePoolSlot(orgId: string, runId: string, request: SlotRequest): Promise<SlotAnswer>;
  releasePoolSlot(orgId: string, runId: string, request: SlotRequest): Promise<void>;
};

export type LogQuery = {
  readonly step?: string | undefined;
  readonly stream?: OutputStream | undefined;
  readonly stepAttempt?: number | undefined;
  readonly afterId?: number | undefined;
  readonly limit: number;
};

export type RunLogs = {
  /** Pieces of a run's output in the order in which they were written. */
  readLogChunks(orgId: string, runId: string, query: LogQuery): Promise<readonly LogChunk[]>;
};

/** All that the platform does with runs. */
export type RunStore<Event> = RunLaunches &
  ExecutionRuns<Event> &
  UnlockedRunMoves &
  PastRuns &
  RunNotes &
  RunPriorities &
  RunLogs &
  AssetValues & {
    findState(orgId: string, runId: string): Promise<RunState | null>;
    findTraced(orgId: string, runId: string): Promise<TracedRun | null>;
    /** Deletes events and logs of up to `limit` runs that ended longer ago than their organization keeps them. */
    unscopedPrune(limit: number): Promise<PrunedRuns>;
    /** Extends leases. A run that is missing from the answer was lost. */
    unscopedHeartbeat(runs: readonly HeldRun[], leaseMs: number): Promise<readonly HeartbeatAnswer[]>;
  };

export type RunFilter = {
  readonly deploymentId: string;
  readonly status?: readonly string[] | undefined;
  readonly trigger?: readonly string[] | undefined;
  readonly job?: string | undefined;
  readonly asset?: string | undefined;
  readonly location?: string | undefined;
  /** `key` or `key=value`. */
  readonly tag?: string | undefined;
  /** Part of a name, or an ID. */
  readonly launchedBy?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

/** The position of a run in a list, newest first. */
export type RunPosition = { readonly createdAt: Date; readonly id: string };

/** What pages and the API read of runs. */
export type RunPages = RunLogs & {
  list(
    orgId: string,
    filter: RunFilter,
    page: { readonly limit: number; readonly before?: RunPosition | undefined },
  ): Promise<readonly RunRow[]>;
  /** How many runs that match are newer than the run `since`; counts up to `max`. */
  countNewer(
    orgId: string,
    filter: RunFilter,
    options: { readonly since: string; readonly max: number },
  ): Promise<number>;
  /** The runs of the same job (or without a job) just before and just after a run. */
  findNeighbors(
    orgId: string,
    run: RunPosition & { readonly deploymentId: string; readonly job: string | null },
  ): Promise<{ previous: string | null; next: string | null }>;
  findRows(orgId: string, deploymentId: string, ids: readonly string[]): Promise<readonly RunRow[]>;
  /** The name of a run's deployment. */
  locate(orgId: string, runId: string): Promise<{ deployment: string } | null>;
  findDetails(orgId: string, runId: string): Promise<RunDetails | null>;
  listSteps(orgId: string, runId: string): Promise<readonly StepRow[]>;
  listEvents(
    orgId: string,
    runId: string,
    query: { readonly after: number; readonly step?: string | undefined; readonly limit: number },
  ): Promise<readonly EventRecord[]>;
  /** How much each step has written to each stream, over all attempts. */
  readOutputSizes(orgId: string, runId: string): Promise<readonly OutputSize[]>;
};

export type ReaperTimes = {
  readonly startTimeoutMs: number;
  readonly wallTimeGraceMs: number;
  /** If the pass before, of any process, was longer ago, workers may have been unable to reach the database either. */
  readonly pauseMs: number;
  /** For this long after such a pause, no lease expires. */
  readonly leaseMs: number;
};

export type ReaperPass = {
  readonly overdue: readonly OverdueRun[];
  /** True if the pass before was long ago, so that all leases got one more term. */
  readonly isGraceGiven: boolean;
};

export type OverdueRuns = {
  /**
   * Records a pass, and lists runs whose lease has expired, that were admitted but not started in time, or that exceeded
   * their maximum run time by more than the grace period in which their worker should have ended them.
   */
  unscopedReaperPass(times: ReaperTimes): Promise<ReaperPass>;
};
