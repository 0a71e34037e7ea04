import { DomainError } from "@millrace/core";
import type { RunStore as Runs } from "@millrace/core/run";
import type { RuntimeEvent } from "@millrace/protocol";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readDynamicKeys } from "../partitions/dynamic-keys";
import { readRunState } from "../state/read-run-state";
import { appendEvents } from "./append-events";
import { findAssetValue, listAssetPartitions } from "./asset-values";
import { claimRun } from "./claim-run";
import { findExecutionInput } from "./execution-input";
import { unscopedHeartbeat } from "./heartbeat";
import { findHistory, noteEvent, setPriority } from "./history";
import { findRunByKey, findUnfinishedChild, insertRun, lockLaunches, readLaunchUsage } from "./insert-run";
import { appendLogChunks, readLogChunks } from "./log-chunks";
import { releasePoolSlot, takePoolSlot } from "./pool-slots";
import { readSteps } from "./read-steps";
import { unscopedPruneRuns } from "./retention";
import { findTracedRun } from "./traced-run";
import { findState, transition } from "./transition";

/** Runs, whose workers append events of the runtime's protocol. */
export type RunStore = Runs<RuntimeEvent>;

const LEASE_EXPIRED = sql`and ("leaseExpiresAt" is null or "leaseExpiresAt" < now())`;

/** Creates the store of runs: launch, moves, and what their workers write. */
export function createRunStore(db: Db): RunStore {
  return scopedStore<RunStore>({
    launch: (orgId, work) =>
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
    getFinished: (orgId, runId) => findHistory(db, orgId, runId),
    note: (orgId, runId, message) => noteEvent(db, orgId, runId, message),
    setPriority: (orgId, runId, change) => setPriority(db, orgId, runId, change),
    findState: (orgId, runId) => findState(db, orgId, runId),
    transition: (orgId, runId, move) => transition(db, orgId, runId, move),
    transitionUnlocked: (orgId, runId, move) =>
      transition(db, orgId, runId, move, {
        skipLocked: true,
        ...(move.event === "leaseLost" ? { onlyIf: LEASE_EXPIRED } : {}),
      }),
    claim: (orgId, runId, claim) => claimRun(db, orgId, runId, claim),
    findExecutionInput: (orgId, runId) => findExecutionInput(db, orgId, runId),
    readState: (orgId, scope) => readRunState(db, orgId, scope),
    readSteps: (orgId, runId) => readSteps(db, orgId, runId),
    appendEvents: (orgId, runId, batch) => appendEvents(db, orgId, runId, batch),
    appendLogChunks: (orgId, runId, fence, chunks) => appendLogChunks(db, orgId, runId, fence, chunks),
    readLogChunks: (orgId, runId, query) => readLogChunks(db, orgId, runId, query),
    takePoolSlot: (orgId, runId, request) => takePoolSlot(db, orgId, runId, request),
    releasePoolSlot: (orgId, runId, request) => releasePoolSlot(db, orgId, runId, request),
    findTraced: (orgId, runId) => findTracedRun(db, orgId, runId),
    unscopedPrune: (limit) => unscopedPruneRuns(db, limit),
    findValue: (orgId, deploymentId, asset, partition) => findAssetValue(db, orgId, deploymentId, asset, partition),
    listPartitions: (orgId, deploymentId, asset, last) => listAssetPartitions(db, orgId, deploymentId, asset, last),
    listSet: async (orgId, deploymentId, set) => (await readDynamicKeys(db, { orgId, deploymentId }, [set]))[set] ?? [],
    unscopedHeartbeat: (runs, leaseMs) => unscopedHeartbeat(db, runs, leaseMs),
  });
}

/** The database lets a run have one retry. */
function asDomainError(error: unknown): never {
  if (error instanceof Error && "constraint" in error && error.constraint === "Run_one_retry_key") {
    throw new DomainError("conflict", "run_already_retried", "This run was already retried.", { cause: error });
  }
  throw error;
}
