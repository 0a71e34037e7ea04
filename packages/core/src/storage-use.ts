export type StorageUsage = { readonly storedBytes: number; readonly storedBytesMax: number };

/** How much each organization has in object storage, and has reserved for objects that are arriving. */
export type StorageUse = {
  getStorageUsage(orgId: string): Promise<StorageUsage>;
  /** Reserves space for an object, more with each call of the same ID. False, and nothing reserved, if there is none. */
  reserve(orgId: string, id: string, bytes: number): Promise<boolean>;
  /** Releases an object's reservation and counts the bytes that were stored instead: 0 if it failed. */
  settle(orgId: string, id: string, storedBytes: number): Promise<void>;
};

export type StorageMeasures = {
  /** Releases reservations that were not renewed for this long. */
  unscopedReleaseAbandoned(olderThanMs: number): Promise<number>;
  unscopedListIds(): Promise<readonly string[]>;
  /** Corrects the count by a measurement, and adds what was stored since `before` was read. */
  setMeasured(orgId: string, bytes: number, before: number): Promise<void>;
};
