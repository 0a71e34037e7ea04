import type { AlertStore } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { keyedLock } from "../../locks";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { createAlertTx } from "./alert-tx";
import { findFinishedRun, findLoadedVersion } from "./finished-run";
import { hasNoIncidentHistory } from "./has-no-incident-history";

const TRANSACTION = { maxWait: 20_000, timeout: 30_000 } as const;

/** Incidents, and what they follow from. */
export const createAlertStore = (db: Db): AlertStore =>
  scopedStore<AlertStore>({
    findFinishedRun: (orgId, runId) => findFinishedRun(db, orgId, runId),
    findLoadedVersion: (orgId, versionId) => findLoadedVersion(db, orgId, versionId),

    hasNoIncidentHistory: (orgId, runId) =>
      hasNoIncidentHistory(db, orgId, runId, (deploymentId) => keyedLock("alertEvaluation", orgId, deploymentId)),

    inDeployment: (orgId, deploymentId, work) =>
      db.prisma.$transaction(async (tx) => {
        // Its own statement, so later ones see everything the previous evaluation committed.
        await sqlInPrisma(tx).execute(keyedLock("alertEvaluation", orgId, deploymentId));
        return work(createAlertTx(tx, orgId, deploymentId));
      }, TRANSACTION),

    unscopedListDue: (now) =>
      db.prisma.incident.findMany({
        where: { state: "PENDING", notifyAt: { lte: now } },
        select: { orgId: true, deploymentId: true },
        distinct: ["orgId", "deploymentId"],
      }),

    /** Every organization starts with one policy: notify owners of each failure. */
    ensureDefaultPolicy: async (orgId) => {
      await db.prisma.alertPolicy.createMany({
        data: [{ orgId, id: DEFAULT_POLICY_ID, name: "Notify owners", kind: "runFailure", isDefault: true }],
        skipDuplicates: true,
      });
    },
  });
const DEFAULT_POLICY_ID = "pol_default";
