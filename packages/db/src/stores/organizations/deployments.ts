import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { onUniqueViolation } from "../../unique-violation";
import { recordAudit } from "../audit/audit";

type NewDeployment = { id: string; name: string; kind: string; alertsEnabled: boolean; ownerUserId?: string | null };
type Change = {
  alertsEnabled?: boolean;
  concurrentRunsMax?: number;
  runRetriesMax?: number;
  defaultOwner?: string | null;
  paused?: boolean;
  sandboxMemoryBytes?: number;
  sandboxCpuCores?: number;
  sandboxProcessesMax?: number;
  sandboxScratchBytes?: number;
  runWallTimeMs?: number;
};

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

export const createDeploymentStore = ({ prisma }: Db) => ({
  list: async (orgId: string) => {
    const orderBy = [{ createdAt: "asc" }, { name: "asc" }] as const;
    const rows = await prisma.deployment.findMany({ where: { orgId }, select: columns, orderBy: [...orderBy] });
    return rows.map((row) => ({
      ...row,
      sandboxMemoryBytes: Number(row.sandboxMemoryBytes),
      sandboxScratchBytes: Number(row.sandboxScratchBytes),
      runWallTimeMs: Number(row.runWallTimeMs),
    }));
  },

  create: (orgId: string, deployment: NewDeployment, audit: AuditDraft) =>
    onUniqueViolation(
      "nameTaken" as const,
      prisma.$transaction(async (tx) => {
        await tx.deployment.create({ data: { ...deployment, orgId } });
        await recordAudit(tx, orgId, audit);
        return "created" as const;
      }),
    ),

  update: (orgId: string, id: string, change: Change, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.deployment.update({ where: { orgId_id: { orgId, id } }, data: change });
      await recordAudit(tx, orgId, audit);
    }),
});
