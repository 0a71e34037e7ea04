import type { Prisma } from "../../generated/client";
import { scopedStore } from "../../tenancy/scoped-store";

type Bundle = { hash: string; packedBytes: number; unpackedBytes: number; files: number };

/** Which bundles are stored. Whoever asks for one or pushes it keeps it from being pruned for a while. */
export const createBundleStore = ({ prisma }: { prisma: Prisma.TransactionClient }) =>
  scopedStore({
    record: async (orgId: string, bundle: Bundle): Promise<void> => {
      const usedAt = new Date();
      await prisma.bundle.upsert({
        where: { orgId_hash: { orgId, hash: bundle.hash } },
        create: { ...bundle, orgId, usedAt },
        update: { usedAt },
      });
    },

    touch: async (orgId: string, hash: string): Promise<boolean> => {
      const { count } = await prisma.bundle.updateMany({ where: { orgId, hash }, data: { usedAt: new Date() } });
      return count > 0;
    },
  });
