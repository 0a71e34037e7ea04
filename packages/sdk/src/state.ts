import type { Json, NotJson } from "./json";
import type { Partitions } from "./partitions";

/** Rejects what JSON would change; it never rewrites a type. */
type Settable<T> = 0 extends 1 & T
  ? unknown
  : undefined extends T
    ? { readonly "not storable": "undefined is not JSON: give null" }
    : [NotJson<T, "give", "">] extends [never]
      ? unknown
      : { readonly "not storable": NotJson<T, "give", ""> };

/**
 * What an asset keeps from one run to the next, by name: watermarks. JSON of at most 64 KiB in all. What is set is
 * committed with the step's success, or not at all; names that a step does not set stay as they are.
 */
export interface State {
  /**
   * What was committed, or set earlier in this attempt; undefined when nothing was.
   * @example
   * const since = state.get<number>("since") ?? 0;
   */
  get<T = Json>(name: string): T | undefined;
  /** Keeps a value. Throws when it is not JSON, or when the state would exceed its limit. */
  set<T>(name: string, value: T & Settable<T>): void;
}

/**
 * The state of a partitioned asset: `get` and `set` are of the partition that is materialized. In a run of several
 * partitions they throw; `partition(key)` says which one is meant.
 */
export interface PartitionState<K extends string = string> extends State {
  /** What the asset keeps as a whole, whatever the partition. Of runs at the same time, the last to succeed wins, name by name. */
  readonly asset: State;
  /** The state of one of the partitions of this run. Throws for any other. */
  partition(key: K): State;
}

/** What `state` is in an asset with these partitions, or without. */
export type StateOf<P> = P extends Partitions<infer K, infer _W> ? PartitionState<K> : State;
