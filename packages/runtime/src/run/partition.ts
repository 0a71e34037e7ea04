import { partitionWindow } from "@millrace/core/partitions";
import type { PartitionsSpec } from "@millrace/protocol";
import type { AnyPartitions } from "@millrace/sdk";
import { StepError } from "../errors/step-error";

/** Returns a step's `partition`, or undefined for an unpartitioned asset. */
export function partitionContext(
  partitions: AnyPartitions,
  keys: readonly string[],
  subject: string,
): ({ readonly key: string } & Record<string, unknown>) | undefined {
  if (!partitions) return undefined;
  const spec: PartitionsSpec = partitions.spec;
  const [key] = keys;
  const last = keys.at(-1);
  if (key === undefined || last === undefined) {
    throw new StepError("NO_PARTITION", `${subject} is partitioned: choose a partition for the run`, { retry: false });
  }
  return {
    key,
    keys,
    range: { start: key, end: last },
    ...(hasWindow(spec) ? { window: { start: windowOf(spec, key).start, end: windowOf(spec, last).end } } : {}),
    ...(spec.kind === "multi" ? { dimensions: dimensionsOf(spec.dimensions, key) } : {}),
  };
}

function windowOf(spec: PartitionsSpec, key: string): { start: Date; end: Date } {
  const { start, end } = partitionWindow(spec, key);
  return { start: new Date(start), end: new Date(end) };
}

const isWindowKind = (spec: PartitionsSpec): boolean => !["static", "dynamic", "multi"].includes(spec.kind);

/** Returns true for time windows, and for several dimensions of which exactly one has time windows. */
function hasWindow(spec: PartitionsSpec): boolean {
  if (spec.kind !== "multi") return isWindowKind(spec);
  return Object.values(spec.dimensions).filter(isWindowKind).length === 1;
}

function dimensionsOf(dimensions: Readonly<Record<string, PartitionsSpec>>, key: string): Record<string, string> {
  const parts = key.split("|");
  return Object.fromEntries(
    Object.keys(dimensions)
      .sort()
      .map((name, index) => [name, parts[index] ?? ""]),
  );
}
