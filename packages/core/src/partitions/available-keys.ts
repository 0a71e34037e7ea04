import { didYouMeanText } from "../did-you-mean";
import { LISTED_MAX, listedKeys } from "./partition-error";
import type { PartitionSet } from "./partition-set";

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
