export {
  type AssetProgress,
  type Backfill,
  type BackfillAsset,
  type BackfillDependency,
  NOT_STARTED,
  type Progress,
} from "./backfill";
export { type Batch, runCount, runsOf } from "./batches";
export { createBackfill } from "./create-backfill";
export { nextWave, type Wave } from "./next-wave";
export { type AssetPartition, type BackfillPlan, causeOf, planBackfill } from "./plan-backfill";
