import type { VariableStore } from "@millrace/core/variables";
import type { Db } from "../../db";
import { keyedLock } from "../../locks";
import { sqlInPrisma } from "../../sql-in-prisma";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";

/** Creates the store of the encrypted variables of deployments. */
export const createVariableStore = ({ prisma }: Db): VariableStore =>
  scopedStore<VariableStore>({
    list: (orgId, deploymentId) =>
      prisma.variable.findMany({
        where: { orgId, deploymentId },
        orderBy: [{ name: "asc" }, { locationId: "asc" }],
        omit: { orgId: true, deploymentId: true },
      }),

    set: (orgId, deploymentId, { id, ...variable }, audit) =>
      prisma.$transaction(async (tx) => {
        const where = { orgId, deploymentId, locationId: variable.locationId, name: variable.name };
        // A unique key does not compare absent locations: the lock makes the update and the insert one step.
        await sqlInPrisma(tx).execute(
          keyedLock("variable", orgId, deploymentId, variable.locationId ?? "", variable.name),
        );
        const { count } = await tx.variable.updateMany({ where, data: variable });
        if (count === 0) await tx.variable.create({ data: { ...variable, id, orgId, deploymentId } });
        await recordAudit(tx, orgId, audit);
      }),

    remove: (orgId, deploymentId, { name, locationId }, audit) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.variable.deleteMany({ where: { orgId, deploymentId, locationId, name } });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),
  });
