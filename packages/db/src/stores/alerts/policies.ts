import type { AuditDraft } from "@millrace/core/identity";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";

type PolicyDraft = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly threshold: number;
  readonly recoverAfter: number;
  readonly groupWaitMs: number;
  readonly renotifyMs: number;
  readonly flapWindowMs: number;
  readonly selector: { readonly jobs?: readonly string[]; readonly assets?: readonly string[] } | null;
  readonly destinations: readonly string[] | null;
};

const columns = (policy: PolicyDraft, updatedBy: string) => ({
  ...policy,
  selector: policy.selector === null ? Prisma.DbNull : (policy.selector as Prisma.InputJsonObject),
  destinations: policy.destinations === null ? Prisma.DbNull : [...policy.destinations],
  updatedBy,
});

export const createPolicies = ({ prisma }: Db) => ({
  listPolicies: async (orgId: string) => {
    const rows = await prisma.alertPolicy.findMany({
      where: { orgId },
      orderBy: [{ isDefault: "desc" }, { name: "asc" }],
    });
    return rows.map(({ orgId: _, ...row }) => ({
      ...row,
      selector: row.selector as { jobs?: string[]; assets?: string[] } | null,
      destinations: row.destinations as string[] | null,
    }));
  },

  createPolicy: (orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<void> =>
    prisma.$transaction(async (tx) => {
      await tx.alertPolicy.create({ data: { ...columns(policy, updatedBy), orgId } });
      await recordAudit(tx, orgId, audit);
    }),

  updatePolicy: (orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.alertPolicy.updateMany({
        where: { orgId, id: policy.id },
        data: columns(policy, updatedBy),
      });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),

  deletePolicy: (orgId: string, id: string, audit: AuditDraft): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.alertPolicy.deleteMany({ where: { orgId, id, isDefault: false } });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),

  listUnknown: async (orgId: string, deploymentId: string | null, kind: "job" | "asset", names: readonly string[]) => {
    const known = await prisma.definition.findMany({
      where: { orgId, kind, key: { in: [...names] }, ...(deploymentId ? { deploymentId } : {}) },
      select: { key: true },
      distinct: ["key"],
    });
    return names.filter((name) => !known.some((row) => row.key === name));
  },
});
