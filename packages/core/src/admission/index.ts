export { admit } from "./admit";
export { findBlockingLimits, type Waiting } from "./blocking-limits";
export type * from "./ports";
export { inQueueOrder, PRIORITY_TAG, runPriority } from "./priority";
export type * from "./records";
export type {
  AdmissionDeployment,
  AdmissionInput,
  AdmissionOrganization,
  AdmissionRun,
  BlockingLimit,
  InProgressRun,
  JobLimit,
  LimitKind,
  LocationLimit,
  PoolGranularity,
  PoolLimit,
  PoolSlot,
  TagLimit,
} from "./types";
