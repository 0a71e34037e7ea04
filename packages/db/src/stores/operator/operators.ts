import { DEFAULT_QUOTAS, type Quotas } from "@millrace/core";
import type { OperatorStore, OrganizationUsage } from "@millrace/core/identity";
import type { Db } from "../../db";
import { sql } from "../../sql";
import { scopedStore } from "../../tenancy/scoped-store";
import { recordAudit } from "../audit/audit";

const PLATFORM = { id: 1 } as const;

/** Creates the store of what the platform's operators see and set. */
export const createOperatorStore = (db: Db): OperatorStore =>
  scopedStore<OperatorStore>({
    unscopedListOrganizations: () =>
      db.query<OrganizationUsage>(sql`
      select o.id, o.slug, o.name, o."createdAt", o."concurrentRunsMax", o."queuedRunsMax", o."runsPerDayMax",
        o."storedBytesMax", o."retentionDaysMax", o."queueWeight", o."sandboxMemoryBytesMax", o."sandboxCpuCoresMax",
        o."sandboxProcessesMax", o."sandboxScratchBytesMax", o."runWallTimeMsMax", o."storedBytes",
        (select count(*) from "Membership" m where m."orgId" = o.id) as members,
        (select count(*) from "Run" r where r."orgId" = o.id and r.status in ('STARTING', 'STARTED', 'CANCELING'))
          as "runsInProgress",
        (select count(*) from "Run" r where r."orgId" = o.id and r.status = 'QUEUED') as "runsQueued"
      from "Organization" o where o."deletedAt" is null order by o."createdAt" desc limit 1000`),

    setQuota: (orgId, quota, audit) =>
      db.prisma.$transaction(async (tx) => {
        const { count } = await tx.organization.updateMany({ where: { id: orgId }, data: quota });
        if (count > 0) await recordAudit(tx, orgId, audit);
        return count > 0;
      }),

    unscopedDefaultQuotas: async () => {
      const platform = await db.prisma.platform.findUnique({ where: PLATFORM });
      return { ...DEFAULT_QUOTAS, ...(platform?.quotas as Partial<Quotas> | undefined) };
    },

    unscopedSetDefaultQuotas: async (quotas, { name: updatedBy }) => {
      await db.prisma.platform.upsert({
        where: PLATFORM,
        create: { ...PLATFORM, quotas, updatedBy },
        update: { quotas, updatedBy },
      });
    },
  });
