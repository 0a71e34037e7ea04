import type { DeploymentStore } from "@millrace/core/identity";
import type { Db } from "../../db";
import { scopedStore } from "../../tenancy/scoped-store";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";

const columns = {
  id: true,
  name: true,
  kind: true,
  alertsEnabled: true,
  concurrentRunsMax: true,
  runRetriesMax: true,
  defaultOwner: true,
  paused: true,
  ownerUserId: true,
  sandboxMemoryBytes: true,
  sandboxCpuCores: true,
  sandboxProcessesMax: true,
  sandboxScratchBytes: true,
  runWallTimeMs: true,
  createdAt: true,
} as const;

export const createDeploymentStore = ({ prisma }: Db): DeploymentStore =>
  scopedStore<DeploymentStore>({
    list: async (orgId) => {
      const orderBy = [{ createdAt: "asc" }, { name: "asc" }] as const;
      const rows = await prisma.deployment.findMany({ where: { orgId }, select: columns, orderBy: [...orderBy] });
      return rows.map((row) => ({
        ...row,
        sandboxMemoryBytes: Number(row.sandboxMemoryBytes),
        sandboxScratchBytes: Number(row.sandboxScratchBytes),
        runWallTimeMs: Number(row.runWallTimeMs),
      }));
    },

    create: (orgId, deployment, audit) =>
      onUniqueViolation(
        "nameTaken" as const,
        prisma.$transaction(async (tx) => {
          await tx.deployment.create({ data: { ...deployment, orgId } });
          await recordAudit(tx, orgId, audit);
          return "created" as const;
        }),
      ),

    update: (orgId, id, change, audit) =>
      prisma.$transaction(async (tx) => {
        await tx.deployment.update({ where: { orgId_id: { orgId, id } }, data: change });
        await recordAudit(tx, orgId, audit);
      }),
  });
