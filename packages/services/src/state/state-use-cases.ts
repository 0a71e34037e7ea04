import { findAssetLocationId } from "../assets/asset-page";
import { resetState, setState } from "./change-state";
import { getPartitionState, getState, listPartitionStates, type StateDeps } from "./read-state";

export type StateUseCases = ReturnType<typeof stateUseCases>;

/** What assets keep in `ctx.state`, as people and tokens see and change it. */
export const stateUseCases = (deps: StateDeps & { readonly clock: { now(): Date } }) => ({
  get: getState(deps),
  getPartition: getPartitionState(deps),
  listPartitions: listPartitionStates(deps),
  findLocationId: findAssetLocationId(deps),
  set: setState(deps),
  reset: resetState(deps),
});
