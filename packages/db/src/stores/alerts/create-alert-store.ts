import type { Db } from "../../db";
import { sql } from "../../sql";
import { createAlertTx } from "./alert-tx";
import { findFinishedRun, findLoadedVersion } from "./finished-run";
import { hasNoIncidentHistory } from "./has-no-incident-history";

const EVALUATION_LOCK = 7_213;
const TRANSACTION = { maxWait: 20_000, timeout: 30_000 } as const;

/** Incidents, and what they follow from. */
export const createAlertStore = (db: Db) => ({
  findFinishedRun: (orgId: string, runId: string) => findFinishedRun(db, orgId, runId),
  findLoadedVersion: (orgId: string, versionId: string) => findLoadedVersion(db, orgId, versionId),

  hasNoIncidentHistory: (orgId: string, runId: string) =>
    hasNoIncidentHistory(
      db,
      orgId,
      runId,
      (deploymentId) => sql`select pg_advisory_xact_lock(${EVALUATION_LOCK}, hashtext(${`${orgId}/${deploymentId}`}))`,
    ),

  inDeployment: <T>(
    orgId: string,
    deploymentId: string,
    work: (tx: ReturnType<typeof createAlertTx>) => Promise<T>,
  ): Promise<T> =>
    db.prisma.$transaction(async (tx) => {
      // Its own statement: what follows sees everything that the evaluation before has committed.
      await tx.$executeRaw`select pg_advisory_xact_lock(${EVALUATION_LOCK}::int, hashtext(${`${orgId}/${deploymentId}`}))`;
      return work(createAlertTx(tx, orgId, deploymentId));
    }, TRANSACTION),

  unscopedListDue: (now: Date) =>
    db.prisma.incident.findMany({
      where: { state: "PENDING", notifyAt: { lte: now } },
      select: { orgId: true, deploymentId: true },
      distinct: ["orgId", "deploymentId"],
    }),

  /** Every organization has one policy from the start: tell the owners of each failure. */
  ensureDefaultPolicy: async (orgId: string): Promise<void> => {
    await db.prisma.alertPolicy.createMany({
      data: [{ orgId, id: DEFAULT_POLICY_ID, name: "Notify owners", kind: "runFailure", isDefault: true }],
      skipDuplicates: true,
    });
  },
});
export type AlertStore = ReturnType<typeof createAlertStore>;

const DEFAULT_POLICY_ID = "pol_default";
