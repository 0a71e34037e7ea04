export { ResetStateInput, SetStateInput } from "./change-state";
export { PartitionStateRef, PartitionStatesInput } from "./read-state";
export { type StateUseCases, stateUseCases } from "./state-use-cases";
