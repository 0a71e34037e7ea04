import type { ActivationOutcome, VersionStore } from "@millrace/core/locations";
import type { Manifest } from "@millrace/core/manifest";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";
import { writeOutbox } from "../queue/outbox";
import { activateIn } from "./activate";
import { createBundleStore } from "./bundles";
import { toVersion, versionColumns } from "./version-row";

const TRANSACTION = { timeout: 30_000 };
const json = (value: unknown) => value as Prisma.InputJsonValue;

/** Pushed versions. Their status moves UPLOADED → LOADING → READY | FAILED; each move checks where it starts from. */
export const createVersionStore = ({ prisma }: Db): VersionStore =>
  scopedStore<VersionStore>({
    create: (orgId, version, audit) =>
      prisma.$transaction(async (tx) => {
        // Held until the version has it, so that it is not pruned in between.
        if (!(await createBundleStore({ prisma: tx }).touch(orgId, version.bundleHash))) return null;
        const { nextNumber } = await tx.codeLocation.update({
          where: { orgId_id: { orgId, id: version.locationId } },
          data: { nextNumber: { increment: 1 } },
          select: { nextNumber: true },
        });
        const row = await tx.locationVersion.create({
          data: { ...version, orgId, number: nextNumber - 1, status: "UPLOADED" },
          ...versionColumns,
        });
        await writeOutbox(sqlInPrisma(tx), [{ job: "loadVersion", payload: { orgId, versionId: version.id } }]);
        await recordAudit(tx, orgId, audit);
        return toVersion(row);
      }),

    find: async (orgId, locationId, ref) => {
      const row = await prisma.locationVersion.findFirst({ where: { orgId, locationId, ...ref }, ...versionColumns });
      return row && toVersion(row);
    },

    findByExternalId: async (orgId, locationId, externalId) => {
      const row = await prisma.locationVersion.findFirst({
        where: { orgId, locationId, externalId },
        orderBy: { number: "desc" },
        ...versionColumns,
      });
      return row && toVersion(row);
    },

    list: async (orgId, locationId, page) => {
      const rows = await prisma.locationVersion.findMany({
        where: { orgId, locationId, ...(page.beforeNumber === undefined ? {} : { number: { lt: page.beforeNumber } }) },
        orderBy: { number: "desc" },
        take: page.limit,
        ...versionColumns,
      });
      return rows.map(toVersion);
    },

    manifestOf: async (orgId, versionId) => {
      const row = await prisma.locationVersion.findFirst({
        where: { orgId, id: versionId },
        select: { manifest: true },
      });
      return (row?.manifest ?? null) as Manifest | null;
    },

    startLoading: async (orgId, versionId) => {
      const { count } = await prisma.locationVersion.updateMany({
        where: { orgId, id: versionId, status: { in: ["UPLOADED", "LOADING"] } },
        data: { status: "LOADING" },
      });
      if (count === 0) return null;
      const row = await prisma.locationVersion.findFirstOrThrow({
        where: { orgId, id: versionId },
        ...versionColumns,
      });
      return toVersion(row);
    },

    fail: (orgId, versionId, error, warnings) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.locationVersion.updateMany({
          where: { orgId, id: versionId, status: { in: ["UPLOADED", "LOADING"] } },
          data: { status: "FAILED", error: json(error), warnings: json(warnings), loadedAt: new Date() },
        });
        if (count > 0) await enqueueAlertEvaluation(tx, orgId, versionId);
        return count > 0;
      }),

    complete: async (orgId, versionId, loaded, activation) => {
      try {
        return await prisma.$transaction(async (tx) => {
          const { count } = await tx.locationVersion.updateMany({
            where: { orgId, id: versionId, status: "LOADING" },
            data: {
              status: "READY",
              manifest: json(loaded.manifest),
              warnings: json(loaded.warnings),
              error: Prisma.DbNull,
              loadMs: Math.round(loaded.loadMs),
              loadedAt: new Date(),
            },
          });
          if (count === 0) return { kind: "stale" } as const;
          await enqueueAlertEvaluation(tx, orgId, versionId);
          if (!activation) return { kind: "ready" } as const;
          const outcome = await activateIn(tx, orgId, activation.request, activation.audit);
          if (outcome.kind === "taken") throw new KeyTaken(outcome);
          return outcome;
        }, TRANSACTION);
      } catch (error) {
        if (error instanceof KeyTaken) return error.outcome;
        throw error;
      }
    },
  });

/** Alerts look at every load that has ended. */
const enqueueAlertEvaluation = (tx: Prisma.TransactionClient, orgId: string, versionId: string) =>
  writeOutbox(sqlInPrisma(tx), [{ job: "evaluateLoad", payload: { orgId, versionId } }]);

/** Rolls the transaction back and carries the outcome out of it. */
class KeyTaken extends Error {
  constructor(readonly outcome: ActivationOutcome) {
    super("key taken");
  }
}
