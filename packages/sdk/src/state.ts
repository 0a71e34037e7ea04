import type { Json, NotJson } from "./json";
import type { Partitions } from "./partitions";

/** Rejects values that JSON would change; it never rewrites a type. */
type Settable<T> = 0 extends 1 & T
  ? unknown
  : undefined extends T
    ? { readonly "not storable": "undefined is not JSON: give null" }
    : [NotJson<T, "give", "">] extends [never]
      ? unknown
      : { readonly "not storable": NotJson<T, "give", ""> };

/**
 * Key-value state that an asset keeps between runs, such as watermarks. At most 64 KiB of JSON in total. Changes are
 * committed when the step succeeds, or not at all. Keys that aren't set are unchanged.
 */
export interface State {
  /**
   * Returns the committed value, or the one set earlier in this attempt. Undefined if there is none.
   * @example
   * const since = state.get<number>("since") ?? 0;
   */
  get<T = Json>(name: string): T | undefined;
  /** Sets a value. Throws if it isn't JSON-serializable or the state would exceed its limit. */
  set<T>(name: string, value: T & Settable<T>): void;
}

/**
 * The state of a partitioned asset: `get` and `set` apply to the partition being materialized. In multi-partition runs
 * they throw; use `partition(key)`.
 */
export interface PartitionState<K extends string = string> extends State {
  /** Asset-level state, shared by all partitions. If runs overlap, the last to succeed wins, per key. */
  readonly asset: State;
  /** Returns the state of one partition of this run. Throws for any other partition. */
  partition(key: K): State;
}

/** Type of `state` in an asset with or without partitions. */
export type StateOf<P> = P extends Partitions<infer K, infer _W> ? PartitionState<K> : State;
