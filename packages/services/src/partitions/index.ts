export { ChangePartitionSetInput } from "./change-partition-set";
export {
  ListDynamicKeysInput,
  PartitionChoicesInput,
  type PartitionSetView,
  SetRef,
} from "./list-partition-sets";
export { type PartitionUseCases, partitionUseCases } from "./partition-use-cases";
