import type { PartitionSet } from "./partition-set";
import type { PartitionMapping, PartitionsSpec } from "./spec";

/** The mapping that holds where none is given: identity, intersecting time windows, or all. */
export function defaultMapping(upstream: PartitionSet, downstream: PartitionSet): PartitionMapping {
  if (isSameDefinition(upstream, downstream)) return { kind: "identity" };
  if (upstream.windows && downstream.windows) return { kind: "timeWindow", startOffset: 0, endOffset: 0 };
  return { kind: "all" };
}

export const isSameDefinition = (a: PartitionSet, b: PartitionSet): boolean =>
  a.spec === b.spec || canonicalSpec(a.spec) === canonicalSpec(b.spec);

const canonicals = new WeakMap<PartitionsSpec, string>();

/** A text that equal definitions share. */
export function canonicalSpec(spec: PartitionsSpec): string {
  let text = canonicals.get(spec);
  if (text === undefined) {
    text = canonical(spec);
    canonicals.set(spec, text);
  }
  return text;
}

/** JSON with sorted object keys, so that the order in which an author wrote them does not count. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
