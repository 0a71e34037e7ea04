import type { StorageUse } from "./storage-quota";

export type MeasureStorageDeps = {
  readonly use: Pick<StorageUse, "getRoom"> & {
    unscopedListIds(): Promise<readonly string[]>;
    setMeasured(orgId: string, bytes: number, before: number): Promise<void>;
  };
  readonly objects: { list(prefix: string): AsyncIterable<{ readonly bytes: number }> };
};

/** Counts what every organization has stored: deletions and what a crash left uncounted are right again after it. */
export const measureStorage =
  ({ use, objects }: MeasureStorageDeps) =>
  async (): Promise<void> => {
    for (const orgId of await use.unscopedListIds()) {
      const { storedBytes: before } = await use.getRoom(orgId);
      let bytes = 0;
      for await (const object of objects.list(`${orgId}/`)) bytes += object.bytes;
      await use.setMeasured(orgId, bytes, before);
    }
  };
