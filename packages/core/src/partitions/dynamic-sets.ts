import type { PartitionsSpec } from "./spec";

/** Keys to add to a named set of dynamic partitions, and keys to delete from it. */
export type PartitionChanges = { readonly add?: readonly string[]; readonly delete?: readonly string[] };

/** The names of the sets that a definition's keys come from, those of its dimensions included. */
export function dynamicSetsOf(spec: PartitionsSpec | undefined): string[] {
  if (spec?.kind === "dynamic") return [spec.name];
  if (spec?.kind !== "multi") return [];
  return [...new Set(Object.values(spec.dimensions).flatMap(dynamicSetsOf))];
}
