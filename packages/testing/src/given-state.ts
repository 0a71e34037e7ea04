import { jsonText, MemoryState } from "@millrace/runtime";
import type { Definitions } from "@millrace/sdk";
import { PartitionValues } from "./given-values";
import type { RunOptions } from "./run-options";

/** Stores the state that a test gives, as if previous runs had committed it. */
export function givenState(
  definitions: Definitions,
  { state = {}, assetState = {} }: Pick<RunOptions, "state" | "assetState">,
  partitions: readonly string[],
): MemoryState {
  const kept = new MemoryState();
  const add = (key: string, partition: string | undefined, values: unknown): void =>
    kept.add(key, partition, JSON.parse(jsonText(values, `the given state of asset "${key}"`, "state")));
  for (const [key, values] of Object.entries(state)) {
    const asset = definitions.assets.get(key);
    if (!asset) throw new TypeError(`state.${key}: no asset with that key is materialized`);
    if (!asset.settings.partitions) add(key, undefined, values);
    else if (values instanceof PartitionValues)
      for (const [partition, one] of Object.entries(values.byPartition)) add(key, partition, one);
    else for (const partition of partitions) add(key, partition, values);
  }
  for (const [key, values] of Object.entries(assetState)) {
    if (!definitions.assets.get(key)?.settings.partitions)
      throw new TypeError(`assetState.${key}: no partitioned asset of that key is materialized. Use state.${key}.`);
    add(key, undefined, values);
  }
  return kept;
}
