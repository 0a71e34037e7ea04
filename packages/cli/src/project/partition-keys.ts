import type { PartitionsSpec } from "@millrace/core/manifest";
import { parsePartitions, partitionSet } from "@millrace/core/partitions";

/** Returns the text of partitions. A range can be written without brackets: `a...c`. */
export const partitionText = (text: string): string => (/^[^[\],]+\.\.\.[^[\],]+$/.test(text) ? `[${text}]` : text);

/**
 * Returns the partition keys that a text matches. Throws for an unknown key. Without partitions, or for partition sets,
 * returns the keys listed in the text.
 */
export function keysOf(spec: PartitionsSpec | undefined, text: string): string[] {
  const pattern = partitionText(text);
  if (!spec || (isDynamic(spec) && !/[[*]/.test(pattern))) return listed(pattern);
  return parsePartitions(pattern, partitionSet(spec, { now: Date.now() }));
}

const isDynamic = (spec: PartitionsSpec): boolean =>
  spec.kind === "dynamic" || (spec.kind === "multi" && Object.values(spec.dimensions).some(isDynamic));
const listed = (text: string): string[] =>
  text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);
