import { didYouMeanText } from "../did-you-mean";
import { DomainError } from "../errors";
import { dynamicSetsOf } from "./dynamic-sets";
import type { PartitionSet } from "./partition-set";
import type { PartitionsSpec } from "./spec";

/** Partitions that are declared wrongly. */
export const partitionsError = (message: string): DomainError =>
  new DomainError("invalid", "invalid_partitions", message);

/** The keys that exist, as a sentence to add to an error: the first and the last, or the nearest to an unknown one. */
export function availableKeys(set: PartitionSet, unknown: string): string {
  if (set.size === 0) return set.windows ? " No partition exists yet: the first window hasn't ended." : "";
  const [first, last] = [set.keyAt(0), set.keyAt(set.size - 1)];
  if (set.windows) return ` Available: "${first}" to "${last}".`;
  const keys = Array.from({ length: Math.min(set.size, KEYS_COMPARED_MAX) }, (_, index) => set.keyAt(index));
  const hint = didYouMeanText(unknown, keys);
  if (hint !== "") return hint;
  return set.size <= LISTED_MAX
    ? ` Available: ${listedKeys(keys, "and")}.`
    : ` Available: "${first}" to "${last}" (${set.size} keys).`;
}

const KEYS_COMPARED_MAX = 1_000;

/** Keys that the partitions do not have. */
export const unknownPartition = (
  keys: string | readonly string[],
  spec?: PartitionsSpec,
  set?: PartitionSet,
): DomainError =>
  new DomainError(
    "invalid",
    "partition_not_found",
    `Partition not found: ${listedKeys([keys].flat())}.${set ? availableKeys(set, [keys].flat()[0] ?? "") : ""}${addKeyHint(spec)}`,
  );

const LISTED_MAX = 10;

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
