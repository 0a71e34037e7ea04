import type { PartitionMapping } from "@millrace/core/manifest";

/** How upstream partitions map to downstream partitions, if not by the default mapping. */
export interface Mapping {
  readonly kind: "mapping";
  readonly spec: PartitionMapping;
}

const wrap = (spec: PartitionMapping): Mapping => ({ kind: "mapping", spec });

/**
 * Partition mappings, for `asset.mapped(…)`.
 * @example
 * deps: { yesterday: orders.mapped(mapping.timeWindow({ startOffset: -1, endOffset: -1 })) }
 */
export const mapping = {
  /** The partition with the same key. */
  identity: (): Mapping => wrap({ kind: "identity" }),
  /** Upstream windows that overlap, shifted by whole upstream partitions. */
  timeWindow: (offsets: { startOffset?: number; endOffset?: number } = {}): Mapping =>
    wrap({ kind: "timeWindow", startOffset: offsets.startOffset ?? 0, endOffset: offsets.endOffset ?? 0 }),
  /** Every upstream partition. */
  all: (): Mapping => wrap({ kind: "all" }),
  /** The last `count` upstream partitions. */
  last: (count = 1): Mapping => wrap({ kind: "last", count }),
  /** Always these upstream partitions, regardless of the current partition. */
  specific: (...keys: string[]): Mapping => wrap({ kind: "specific", keys }),
  /** One or more upstream keys for each downstream key. */
  static: (map: Readonly<Record<string, string | readonly string[]>>): Mapping =>
    wrap({
      kind: "static",
      map: Object.fromEntries(Object.entries(map).map(([key, to]) => [key, typeof to === "string" ? [to] : [...to]])),
    }),
  /** From a one-dimensional set to the dimension of that name in a multi-dimensional one, and back. */
  dimension: (dimension: string): Mapping => wrap({ kind: "dimension", dimension }),
} as const;
