import { LIMITS } from "@millrace/core";
import { isPartitionKey, type PartitionChanges } from "@millrace/core/partitions";
import type { RuntimeEvent } from "@millrace/protocol";
import type { Queryable } from "../../sql";
import { changeDynamicKeys } from "../partitions/change-dynamic-keys";
import { type AppendedRun, assetsOf } from "./appended-run";

/** Changes partition sets as successful steps request, one step after the other. */
export async function writeDynamicKeys(
  tx: Queryable,
  run: AppendedRun,
  events: readonly RuntimeEvent[],
): Promise<void> {
  const steps = events.flatMap((event) =>
    event.type === "stepSucceeded" && event.dynamicPartitions ? [event.dynamicPartitions] : [],
  );
  if (steps.length === 0) return;
  const sets = new Map<string, Map<string, "add" | "delete">>();
  for (const [set, changes] of steps.flatMap((step) => Object.entries(step))) {
    const keys = sets.get(set) ?? new Map<string, "add" | "delete">();
    for (const key of changes.delete ?? []) keys.set(key, "delete");
    for (const key of changes.add ?? []) keys.set(key, "add");
    sets.set(set, keys);
  }
  // Assets that the batch writes afterwards are locked here, in the order of all writers.
  const assets = events.flatMap((event) =>
    "asset" in event ? [event.asset] : "step" in event && event.step ? assetsOf(run, event.step) : [],
  );
  await changeDynamicKeys(tx, run, {
    sets: new Map([...sets].map(([set, keys]): [string, PartitionChanges] => [set, changesOf(keys)])),
    by: run.id,
    assets: [...new Set(assets)],
    sizeMax: SIZE_MAX,
  });
}

/** Concurrent steps can together exceed the limit that each of them keeps. Nothing beyond that can be trusted. */
const SIZE_MAX = LIMITS.dynamicPartitionsMax + LIMITS.dynamicPartitionChangesMax;

/** The sandbox rejects invalid keys; those that come through are left out. */
function changesOf(keys: ReadonlyMap<string, "add" | "delete">): PartitionChanges {
  const of = (what: string): string[] => [...keys].flatMap(([key, change]) => (change === what ? [key] : []));
  return { add: of("add").filter(isPartitionKey), delete: of("delete") };
}
