import type { AlertAdminStore, PolicyDraft, PolicySelector } from "@millrace/core/alerts";
import type { Db } from "../../db";
import { Prisma } from "../../generated/client";
import { recordAudit } from "../audit/audit";
import { toPolicy } from "./rows";

type PolicyStore = Pick<
  AlertAdminStore,
  "listPolicies" | "createPolicy" | "updatePolicy" | "deletePolicy" | "listUnknown"
>;

const columns = (policy: PolicyDraft, updatedBy: string) => ({
  ...policy,
  selector: policy.selector === null ? Prisma.DbNull : selectorColumn(policy.selector),
  destinations: policy.destinations === null ? Prisma.DbNull : [...policy.destinations],
  updatedBy,
});

const selectorColumn = ({ jobs, assets }: PolicySelector): Prisma.InputJsonObject => ({
  ...(jobs ? { jobs } : {}),
  ...(assets ? { assets } : {}),
});

export const createPolicies = ({ prisma }: Db): PolicyStore => ({
  listPolicies: async (orgId) => {
    const rows = await prisma.alertPolicy.findMany({
      where: { orgId },
      orderBy: [{ isDefault: "desc" }, { name: "asc" }],
    });
    return rows.map((row) => ({ ...toPolicy(row), updatedAt: row.updatedAt, updatedBy: row.updatedBy }));
  },

  createPolicy: (orgId, policy, updatedBy, audit) =>
    prisma.$transaction(async (tx) => {
      await tx.alertPolicy.create({ data: { ...columns(policy, updatedBy), orgId } });
      await recordAudit(tx, orgId, audit);
    }),

  updatePolicy: (orgId, policy, updatedBy, audit) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.alertPolicy.updateMany({
        where: { orgId, id: policy.id },
        data: columns(policy, updatedBy),
      });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),

  deletePolicy: (orgId, id, audit) =>
    prisma.$transaction(async (tx) => {
      const { count } = await tx.alertPolicy.deleteMany({ where: { orgId, id, isDefault: false } });
      if (count > 0) await recordAudit(tx, orgId, audit);
      return count > 0;
    }),

  listUnknown: async (orgId, deploymentId, kind, names) => {
    const known = await prisma.definition.findMany({
      where: { orgId, kind, key: { in: [...names] }, ...(deploymentId ? { deploymentId } : {}) },
      select: { key: true },
      distinct: ["key"],
    });
    return names.filter((name) => !known.some((row) => row.key === name));
  },
});
