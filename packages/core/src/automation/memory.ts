import type { PartitionRange } from "../partitions/ranges";

/** Partitions by their keys: true for an unpartitioned asset. Absent stands for none. */
export type StoredSubset = true | readonly PartitionRange[];

/**
 * What is remembered of one part of a condition. Of `since`: where it holds. Of `newlyTrue`: where its part held. Its
 * presence says that the part was evaluated before.
 */
export type PartMemory = { readonly held?: StoredSubset; readonly codeVersion?: string };

/** The memory that an evaluation of one asset's condition leaves for the next one. Plain JSON. */
export type AssetMemory = {
  /** The identity of the condition that was evaluated last. */
  readonly condition: string;
  /** The kind of the asset's partitions then. */
  readonly partitions: string;
  /** Requested by the last evaluation. */
  readonly requested?: StoredSubset;
  /** By the identity of a part. `@` and a key follow if it is evaluated on another asset. */
  readonly parts: Readonly<Record<string, PartMemory>>;
  /** Changes with any count in the evaluated tree. */
  readonly signature: number;
  /** Whether the next evaluation can differ although nothing happens, for example because a pulse was true. */
  readonly unsettled: boolean;
  /** The next instant (epoch milliseconds) at which time alone can change the result. */
  readonly wakeAt?: number;
};

export type AutomationMemory = {
  /** Epoch milliseconds. Undefined before the first evaluation. */
  readonly evaluatedAt: number | undefined;
  readonly assets: ReadonlyMap<string, AssetMemory>;
};

export const NO_MEMORY: AutomationMemory = { evaluatedAt: undefined, assets: new Map() };
