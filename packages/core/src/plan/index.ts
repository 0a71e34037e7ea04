export { checkRunPartitions, type RunPartitions } from "./check-run-partitions";
export { checkStepKey } from "./check-step-key";
export { isMapItem, mapItemKey, mapOf } from "./map-items";
export {
  missingPartitions,
  type PartitionsOfRun,
  type UnplannedPartitions,
  unplannedPartitions,
} from "./missing-partitions";
export { planRerun, type RerunPlan, type RerunRequest } from "./plan-rerun";
export { PARALLEL_STEPS_DEFAULT, type PlanOptions, planRun, type RunTarget, selectedAssets } from "./plan-run";
export * from "./run-plan";
export * from "./step-lifecycle";
