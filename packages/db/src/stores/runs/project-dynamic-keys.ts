import { LIMITS } from "@millrace/core";
import { isPartitionKey, type PartitionChanges } from "@millrace/core/partitions";
import type { RuntimeEvent } from "@millrace/protocol";
import type { Queryable } from "../../sql";
import { changeDynamicKeys } from "../partitions/change-dynamic-keys";
import type { AppendedRun } from "./appended-run";

/** Changes dynamic sets as successful steps ask for, one step after the other. */
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
  // Where the batch goes on to write the states of assets, they are locked here, in the order of all.
  const assets = events.flatMap((event) =>
    "asset" in event ? [event.asset] : "step" in event && event.step ? [event.step] : [],
  );
  await changeDynamicKeys(tx, run, {
    sets: new Map([...sets].map(([set, keys]): [string, PartitionChanges] => [set, changesOf(keys)])),
    by: run.id,
    assets: [...new Set(assets)],
    sizeMax: SIZE_MAX,
  });
}

/** Steps at once may together pass the limit that each of them keeps. What they could not pass is not to be trusted. */
const SIZE_MAX = LIMITS.dynamicPartitionsMax + LIMITS.dynamicPartitionChangesMax;

/** The sandbox refuses what cannot be a key; what comes through all the same is left out. */
function changesOf(keys: ReadonlyMap<string, "add" | "delete">): PartitionChanges {
  const of = (what: string): string[] => [...keys].flatMap(([key, change]) => (change === what ? [key] : []));
  return { add: of("add").filter(isPartitionKey), delete: of("delete") };
}
