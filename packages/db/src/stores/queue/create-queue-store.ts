import type { QueueStore } from "@millrace/core/admission";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { unscopedAdmission } from "./admission";
import {
  markSent,
  unscopedOutboxLag,
  unscopedPruneOutbox,
  unscopedRelayOutbox,
  unscopedResendOutbox,
  writeOutbox,
} from "./outbox";
import { unscopedReaperPass, unscopedUnclaimedRuns } from "./overdue";
import { unscopedBeat, unscopedDeleteStaleWorkers, unscopedDeleteWorker, unscopedListWorkers } from "./workers";

/** Creates the store of what dispatches work: admission, the outbox, overdue runs, live workers. */
export const createQueueStore = (db: Db): QueueStore =>
  scopedStore<QueueStore>({
    unscopedAdmission: (pass) => unscopedAdmission(db, pass),
    unscopedRelay: (limit, publish) => unscopedRelayOutbox(db, limit, publish),
    unscopedWrite: (jobs) => writeOutbox(db, jobs),
    unscopedMarkSent: (jobs) => markSent(db, jobs),
    unscopedResend: (sinceMs) => unscopedResendOutbox(db, sinceMs),
    unscopedPrune: (olderThanMs) => unscopedPruneOutbox(db, olderThanMs),
    unscopedLag: () => unscopedOutboxLag(db),
    unscopedReaperPass: (times) => unscopedReaperPass(db, times),
    unscopedUnclaimed: (olderThanMs) => unscopedUnclaimedRuns(db, olderThanMs),
    unscopedBeat: (worker) => unscopedBeat(db, worker),
    unscopedDeleteWorker: (id) => unscopedDeleteWorker(db, id),
    unscopedDeleteStaleWorkers: () => unscopedDeleteStaleWorkers(db),
    unscopedListWorkers: () => unscopedListWorkers(db),
  });
