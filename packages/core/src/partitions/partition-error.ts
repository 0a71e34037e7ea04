import { DomainError } from "../errors";
import { dynamicSetsOf } from "./dynamic-sets";
import type { PartitionsSpec } from "./spec";

/** Partitions that are declared wrongly. */
export const partitionsError = (message: string): DomainError =>
  new DomainError("invalid", "invalid_partitions", message);

/** Keys that the partitions do not have. */
export const unknownPartition = (
  keys: string | readonly string[],
  spec?: PartitionsSpec,
  available = "",
): DomainError =>
  new DomainError(
    "invalid",
    "partition_not_found",
    `Partition not found: ${listedKeys([keys].flat())}.${available}${addKeyHint(spec)}`,
  );

export const LISTED_MAX = 10;

/** The first keys of a list, quoted, and how many more there are. */
export function listedKeys(keys: readonly string[], conjunction: "and" | "or" = "or"): string {
  const names = keys.slice(0, LISTED_MAX).map((key) => `"${key}"`);
  if (keys.length > LISTED_MAX) names.push(`${keys.length - LISTED_MAX} more`);
  const last = names.pop();
  return names.length === 0 ? `${last}` : `${names.join(", ")} ${conjunction} ${last}`;
}

/** What lets a key of dynamic partitions exist; nothing for other partitions. */
export const addKeyHint = (spec: PartitionsSpec | undefined): string =>
  dynamicSetsOf(spec)
    .map(
      (set) =>
        ` Add keys to partition set "${set}" with \`millrace partitions add ${set} <key>\`, on its page, or from a step.`,
    )
    .join("");

/** A choice of partitions that cannot be read; `position` counts characters from 0. */
export class PartitionTextError extends DomainError {
  readonly position: number;

  constructor(code: string, message: string, position: number) {
    super("invalid", code, message);
    this.position = position;
  }
}
