import type { QueueReader } from "@millrace/core/admission";
import type { RunStatus } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { readAdmissionState } from "./read-admission";
import { readQueue } from "./read-queue";

/** Queued runs that an explanation looks at, at most; further ones know their position only. */
const QUEUE_READ_MAX = 1_000;

/** Creates the reader of what waits in a deployment, and why. */
export const createQueueReader = (db: Db): QueueReader =>
  scopedStore<QueueReader>({
    async readPicture(orgId, deploymentId) {
      const deployment = { orgId, id: deploymentId };
      const state = await readAdmissionState(db, [deployment]);
      const queued = await readQueue(db, [{ ...deployment, size: QUEUE_READ_MAX }]);
      return { ...state, queued };
    },

    async findRun(orgId, runId) {
      const [run] = await db.query<{ deploymentId: string; status: RunStatus; notBefore: Date | null }>(
        sql`select "deploymentId", "status", "notBefore" from "Run" where "orgId" = ${orgId} and "id" = ${runId}`,
      );
      return run ?? null;
    },
  });
