import { parseLocal } from "../cron/local-text";
import { ownValue } from "../own";
import { checkedPartitionKeys } from "./checked-partition-keys";
import { listSet } from "./list-set";
import { multiSet } from "./multi-set";
import { partitionsError } from "./partition-error";
import type { PartitionSet } from "./partition-set";
import type { PartitionsSpec } from "./spec";
import { windowSet } from "./window-set";

export type PartitionSetOptions = {
  /** Epoch milliseconds, or a time, without an offset on the clock of the partitions' zone. */
  readonly now: number | string;
  /** The keys of dynamic partitions by the name of their set. */
  readonly dynamicKeys?: Readonly<Record<string, readonly string[]>>;
};

/**
 * The partitions that a definition has at `now`.
 * @throws DomainError `invalid_partitions`, `cron_invalid`, `invalid_time` or `time_zone_invalid` for a wrong definition.
 * @example
 * const days = partitionSet({ kind: "daily", start: "2026-01-01" }, { now: Date.now() });
 * days.keyAt(days.size - 1); // yesterday
 */
export function partitionSet(spec: PartitionsSpec, options: PartitionSetOptions): PartitionSet {
  switch (spec.kind) {
    case "static":
      return listSet(spec, checkedPartitionKeys(spec.keys));
    case "dynamic":
      return listSet(spec, ownValue(options.dynamicKeys, spec.name) ?? []);
    case "multi":
      return multiSet(spec, (dimension) => {
        if (dimension.kind === "multi") throw partitionsError("A partition dimension can't be multi-dimensional.");
        return partitionSet(dimension, options);
      });
    default:
      return windowSet(spec, typeof options.now === "number" ? options.now : parseLocal(options.now, spec.timeZone));
  }
}

/** Checks a definition without a moment in mind; throws as {@link partitionSet} does. */
export function checkPartitions(spec: PartitionsSpec): void {
  const { windows } = partitionSet(spec, { now: 0 });
  if (windows && windows.end <= windows.start) throw partitionsError("`end` must be later than `start`.");
  if (spec.kind === "multi") for (const dimension of Object.values(spec.dimensions)) checkPartitions(dimension);
}
