import type { PartitionStore } from "@millrace/core/partitions";
import { changePartitionSet, findPartitionSetLocationIds } from "./change-partition-set";
import { listDynamicKeys, listPartitionChoices, listPartitionSets } from "./list-partition-sets";

export type PartitionUseCases = ReturnType<typeof partitionUseCases>;

/** What people and tokens do with named sets of dynamic partitions. */
export const partitionUseCases = (deps: { readonly partitions: PartitionStore }) => ({
  sets: listPartitionSets(deps),
  keys: listDynamicKeys(deps),
  choices: listPartitionChoices(deps),
  findLocationIds: findPartitionSetLocationIds(deps),
  change: changePartitionSet(deps),
});
