import { DomainError } from "@millrace/core";
import type { NewRun, RunFence, RunMove } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readDynamicKeys } from "../partitions/dynamic-keys";
import { type RunStateScope, readRunState } from "../state/read-run-state";
import { appendEvents, type EventBatch } from "./append-events";
import { findAssetValue, listAssetPartitions } from "./asset-values";
import { claimRun, type RunClaim } from "./claim-run";
import { findExecutionInput } from "./execution-input";
import { type HeldRun, unscopedHeartbeat } from "./heartbeat";
import { findHistory, noteEvent, setPriority } from "./history";
import { findRunByKey, findUnfinishedChild, insertRun, lockLaunches, readLaunchUsage } from "./insert-run";
import { appendLogChunks, type LogQuery, type NewLogChunk, readLogChunks } from "./log-chunks";
import { releasePoolSlot, type SlotRequest, takePoolSlot } from "./pool-slots";
import { readSteps } from "./read-steps";
import { unscopedPruneRuns } from "./retention";
import { findTracedRun } from "./traced-run";
import { findState, transition } from "./transition";

/** Writes of a launch, one launch of an organization at a time. */
export type LaunchTx = {
  usage(): Promise<{ queued: number; lastDay: number }>;
  findByKey(deploymentId: string, runKey: string): Promise<string | null>;
  findUnfinishedChild(runId: string): Promise<string | null>;
  insert(run: NewRun): Promise<void>;
};

const LEASE_EXPIRED = sql`and ("leaseExpiresAt" is null or "leaseExpiresAt" < now())`;

export type RunStore = ReturnType<typeof createRunStore>;

/** Runs: launch, moves, and what their workers write. */
export function createRunStore(db: Db) {
  return scopedStore({
    launch: <T>(orgId: string, work: (tx: LaunchTx) => Promise<T>): Promise<T> =>
      db
        .transaction(async (tx) => {
          await lockLaunches(tx, orgId);
          return work({
            usage: () => readLaunchUsage(tx, orgId),
            findByKey: (deploymentId, runKey) => findRunByKey(tx, orgId, deploymentId, runKey),
            findUnfinishedChild: (runId) => findUnfinishedChild(tx, orgId, runId),
            insert: (run) => insertRun(tx, orgId, run),
          });
        })
        .catch(asDomainError),
    getFinished: (orgId: string, runId: string) => findHistory(db, orgId, runId),
    note: (orgId: string, runId: string, message: string) => noteEvent(db, orgId, runId, message),
    setPriority: (orgId: string, runId: string, change: { priority: number; tag: string; message: string }) =>
      setPriority(db, orgId, runId, change),
    findState: (orgId: string, runId: string) => findState(db, orgId, runId),
    transition: (orgId: string, runId: string, move: RunMove) => transition(db, orgId, runId, move),
    /**
     * The same for a run that no other transaction holds at the moment; else it is stale. So is a lease that was extended
     * in the meantime, which doesn't change the version.
     */
    transitionUnlocked: (orgId: string, runId: string, move: RunMove) =>
      transition(db, orgId, runId, move, {
        skipLocked: true,
        ...(move.event === "leaseLost" ? { onlyIf: LEASE_EXPIRED } : {}),
      }),
    claim: (orgId: string, runId: string, claim: RunClaim) => claimRun(db, orgId, runId, claim),
    findExecutionInput: (orgId: string, runId: string) => findExecutionInput(db, orgId, runId),
    readState: (orgId: string, scope: RunStateScope) => readRunState(db, orgId, scope),
    readSteps: (orgId: string, runId: string) => readSteps(db, orgId, runId),
    appendEvents: (orgId: string, runId: string, batch: EventBatch) => appendEvents(db, orgId, runId, batch),
    appendLogChunks: (orgId: string, runId: string, fence: RunFence, chunks: readonly NewLogChunk[]) =>
      appendLogChunks(db, orgId, runId, fence, chunks),
    readLogChunks: (orgId: string, runId: string, query: LogQuery) => readLogChunks(db, orgId, runId, query),
    takePoolSlot: (orgId: string, runId: string, request: SlotRequest) => takePoolSlot(db, orgId, runId, request),
    releasePoolSlot: (orgId: string, runId: string, request: SlotRequest) => releasePoolSlot(db, orgId, runId, request),
    findTraced: (orgId: string, runId: string) => findTracedRun(db, orgId, runId),
    unscopedPrune: (limit: number) => unscopedPruneRuns(db, limit),
    findValue: (orgId: string, deploymentId: string, asset: string, partition: string | undefined) =>
      findAssetValue(db, orgId, deploymentId, asset, partition),
    listPartitions: (orgId: string, deploymentId: string, asset: string, last: number | undefined) =>
      listAssetPartitions(db, orgId, deploymentId, asset, last),
    listSet: async (orgId: string, deploymentId: string, set: string) =>
      (await readDynamicKeys(db, { orgId, deploymentId }, [set]))[set] ?? [],
    unscopedHeartbeat: (runs: readonly HeldRun[], leaseMs: number) => unscopedHeartbeat(db, runs, leaseMs),
  });
}

/** The database lets a run have one retry. */
function asDomainError(error: unknown): never {
  if (error instanceof Error && "constraint" in error && error.constraint === "Run_one_retry_key") {
    throw new DomainError("conflict", "run_already_retried", "This run was already retried.", { cause: error });
  }
  throw error;
}
