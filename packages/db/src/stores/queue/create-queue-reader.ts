import type { AdmissionRun } from "@millrace/core/admission";
import type { RunStatus } from "@millrace/core/run";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { type AdmissionState, readAdmissionState } from "./read-admission";
import { readQueue } from "./read-queue";

/** Queued runs that an explanation looks at, at most; further ones know their position only. */
const QUEUE_READ_MAX = 1_000;

export type QueuePicture = AdmissionState & { readonly queued: readonly AdmissionRun[] };

/** What waits in a deployment, and why. */
export const createQueueReader = (db: Db) =>
  scopedStore({
    /** What the next admission pass would see of one deployment. */
    async readPicture(orgId: string, deploymentId: string): Promise<QueuePicture> {
      const place = { orgId, id: deploymentId };
      const state = await readAdmissionState(db, [place]);
      const queued = await readQueue(db, [{ ...place, size: QUEUE_READ_MAX }]);
      return { ...state, queued };
    },

    async findQueuedPlace(
      orgId: string,
      runId: string,
    ): Promise<{ deploymentId: string; status: RunStatus; notBefore: Date | null } | null> {
      const [run] = await db.query<{ deploymentId: string; status: RunStatus; notBefore: Date | null }>(
        sql`select "deploymentId", "status", "notBefore" from "Run" where "orgId" = ${orgId} and "id" = ${runId}`,
      );
      return run ?? null;
    },
  });
