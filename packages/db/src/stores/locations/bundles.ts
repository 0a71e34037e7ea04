import type { BundleStore } from "@millrace/core/locations";
import type { Prisma } from "../../generated/client";
import { scopedStore } from "../../tenancy/scoped-store";

/** Creates the store of which bundles are stored. A request for one, or a push, keeps it from being pruned for a while. */
export const createBundleStore = ({ prisma }: { prisma: Prisma.TransactionClient }): BundleStore =>
  scopedStore<BundleStore>({
    record: async (orgId, bundle) => {
      const usedAt = new Date();
      await prisma.bundle.upsert({
        where: { orgId_hash: { orgId, hash: bundle.hash } },
        create: { ...bundle, orgId, usedAt },
        update: { usedAt },
      });
    },

    touch: async (orgId, hash) => {
      const { count } = await prisma.bundle.updateMany({ where: { orgId, hash }, data: { usedAt: new Date() } });
      return count > 0;
    },
  });
