import { partitionSet } from "./create-partition-set";
import { mapIntervals } from "./mapping";
import { unknownPartition } from "./partition-error";
import type { PartitionMapping, PartitionsSpec } from "./spec";

/**
 * Checks that a mapping can join two definitions, without a moment in mind.
 * @throws DomainError when one side lacks the windows, dimension or key that it names
 */
export function checkMapping(mapping: PartitionMapping, upstream: PartitionsSpec, downstream: PartitionsSpec): void {
  const sides = { upstream: partitionSet(upstream, { now: 0 }), downstream: partitionSet(downstream, { now: 0 }) };
  const known = (spec: PartitionsSpec, keys: readonly string[]) => {
    const missing = spec.kind === "static" ? keys.find((key) => !spec.keys.includes(key)) : undefined;
    if (missing !== undefined) throw unknownPartition(missing);
  };
  switch (mapping.kind) {
    case "specific":
      known(upstream, mapping.keys);
      break;
    case "static":
      known(upstream, Object.keys(mapping.map));
      known(downstream, Object.values(mapping.map).flat());
      break;
    default:
      mapIntervals({ ...sides, mapping }, [], "upstream");
  }
}
