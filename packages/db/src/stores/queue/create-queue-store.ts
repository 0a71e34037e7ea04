import type { OutboxJob } from "@millrace/core/run";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { type AdmissionTx, unscopedAdmission } from "./admission";
import {
  markSent,
  unscopedOutboxLag,
  unscopedPruneOutbox,
  unscopedRelayOutbox,
  unscopedResendOutbox,
  writeOutbox,
} from "./outbox";
import { type ReaperTimes, unscopedReaperPass, unscopedUnclaimedRuns } from "./overdue";
import {
  unscopedBeat,
  unscopedDeleteStaleWorkers,
  unscopedDeleteWorker,
  unscopedListWorkers,
  type WorkerBeat,
} from "./workers";

export type QueueStore = ReturnType<typeof createQueueStore>;

/** What dispatches work: admission, the outbox, overdue runs, live workers. It spans all organizations. */
export function createQueueStore(db: Db) {
  return scopedStore({
    unscopedAdmission: <T>(pass: (tx: AdmissionTx) => Promise<T>) => unscopedAdmission(db, pass),
    unscopedRelay: (limit: number, publish: (jobs: readonly OutboxJob[]) => Promise<void>) =>
      unscopedRelayOutbox(db, limit, publish),
    unscopedWrite: (jobs: readonly { job: string; payload: unknown }[]) => writeOutbox(db, jobs),
    unscopedMarkSent: (jobs: readonly OutboxJob[]) => markSent(db, jobs),
    unscopedResend: (sinceMs: number) => unscopedResendOutbox(db, sinceMs),
    unscopedPrune: (olderThanMs: number) => unscopedPruneOutbox(db, olderThanMs),
    unscopedLag: () => unscopedOutboxLag(db),
    unscopedReaperPass: (times: ReaperTimes) => unscopedReaperPass(db, times),
    unscopedUnclaimed: (olderThanMs: number) => unscopedUnclaimedRuns(db, olderThanMs),
    unscopedBeat: (worker: WorkerBeat) => unscopedBeat(db, worker),
    unscopedDeleteWorker: (id: string) => unscopedDeleteWorker(db, id),
    unscopedDeleteStaleWorkers: () => unscopedDeleteStaleWorkers(db),
    unscopedListWorkers: () => unscopedListWorkers(db),
  });
}
