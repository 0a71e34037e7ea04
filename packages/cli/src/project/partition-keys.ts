import type { PartitionsSpec } from "@millrace/core/manifest";
import { parsePartitions, partitionSet } from "@millrace/core/partitions";

/**
 * Returns the partition keys that a text matches. Throws for an unknown key. Without partitions, or for partition sets,
 * returns the keys listed in the text.
 */
export function keysOf(spec: PartitionsSpec | undefined, text: string): string[] {
  if (!spec || (isDynamic(spec) && !/[[*]/.test(text))) return listed(text);
  return parsePartitions(text, partitionSet(spec, { now: Date.now() }));
}

const isDynamic = (spec: PartitionsSpec): boolean =>
  spec.kind === "dynamic" || (spec.kind === "multi" && Object.values(spec.dimensions).some(isDynamic));
const listed = (text: string): string[] =>
  text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);
