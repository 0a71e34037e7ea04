import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { keyedLock } from "../../locks";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";

type Variable = {
  readonly id: string;
  readonly name: string;
  readonly isSecret: boolean;
  readonly locationId: string | null;
  readonly ciphertext: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  readonly updatedBy: string;
};

/** Sealed variables of deployments. */
export const createVariableStore = ({ prisma }: Db) =>
  scopedStore({
    list: (orgId: string, deploymentId: string) =>
      prisma.variable.findMany({
        where: { orgId, deploymentId },
        orderBy: [{ name: "asc" }, { locationId: "asc" }],
        omit: { orgId: true, deploymentId: true },
      }),

    set: (orgId: string, deploymentId: string, { id, ...variable }: Variable, audit: AuditDraft): Promise<void> =>
      prisma.$transaction(async (tx) => {
        const place = { orgId, deploymentId, locationId: variable.locationId, name: variable.name };
        // A unique key does not hold for absent locations: the lock makes set-or-replace one step.
        await sqlInPrisma(tx).execute(
          keyedLock("variable", orgId, deploymentId, variable.locationId ?? "", variable.name),
        );
        const { count } = await tx.variable.updateMany({ where: place, data: variable });
        if (count === 0) await tx.variable.create({ data: { ...variable, id, orgId, deploymentId } });
        await recordAudit(tx, orgId, audit);
      }),

    remove: (
      orgId: string,
      deploymentId: string,
      { name, locationId }: { name: string; locationId: string | null },
      audit: AuditDraft,
    ): Promise<boolean> =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.variable.deleteMany({ where: { orgId, deploymentId, locationId, name } });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),
  });
