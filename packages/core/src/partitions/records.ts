/** Keys of partition sets by the name of the set, in the order in which they were added. */
export type DynamicKeys = Readonly<Record<string, readonly string[]>>;

/** An asset or job that is partitioned by a set. */
export type PartitionSetUse = {
  readonly set: string;
  readonly kind: "asset" | "job";
  readonly key: string;
  readonly locationId: string;
};

export type PartitionSetSize = { readonly set: string; readonly size: number; readonly lastAddedAt: Date };

export type DynamicKey = {
  readonly id: number;
  readonly key: string;
  readonly addedAt: Date;
  /** A name, or the run that added it. */
  readonly addedBy: string;
};

export type ChangedSet = { readonly added: number; readonly deleted: number; readonly size: number };
