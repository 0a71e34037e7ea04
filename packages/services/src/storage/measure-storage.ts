import type { StorageMeasures, StorageUse } from "@millrace/core";

export type MeasureStorageDeps = {
  readonly use: Pick<StorageUse, "getStorageUsage"> & StorageMeasures;
  readonly objects: { list(prefix: string): AsyncIterable<{ readonly bytes: number }> };
};

/** No object takes a day between two pieces of it. */
const ABANDONED_MS = 86_400_000;

/** Counts what every organization has stored: deletions and what a crash left uncounted are right again after it. */
export const measureStorage =
  ({ use, objects }: MeasureStorageDeps) =>
  async (): Promise<void> => {
    await use.unscopedReleaseAbandoned(ABANDONED_MS);
    for (const orgId of await use.unscopedListIds()) {
      const { storedBytes: before } = await use.getStorageUsage(orgId);
      let bytes = 0;
      for await (const object of objects.list(`${orgId}/`)) bytes += object.bytes;
      await use.setMeasured(orgId, bytes, before);
    }
  };
