import type { PartitionsSpec } from "@millrace/core/manifest";
import { parsePartitions, partitionSet } from "@millrace/core/partitions";

/** The text of a range may stand without its brackets: `a...c`. */
export const partitionText = (text: string): string => (/^[^[\],]+\.\.\.[^[\],]+$/.test(text) ? `[${text}]` : text);

/**
 * The keys of a text among some partitions; one that is not among them is an error that names it. Without partitions,
 * or where they grow at run time, the keys that the text lists.
 */
export function keysOf(spec: PartitionsSpec | undefined, text: string): string[] {
  const wanted = partitionText(text);
  if (!spec || (isDynamic(spec) && !/[[*]/.test(wanted))) return listed(wanted);
  return parsePartitions(wanted, partitionSet(spec, { now: Date.now() }));
}

const isDynamic = (spec: PartitionsSpec): boolean =>
  spec.kind === "dynamic" || (spec.kind === "multi" && Object.values(spec.dimensions).some(isDynamic));
const listed = (text: string): string[] =>
  text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);
