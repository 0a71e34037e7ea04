/**
 * Runs definitions in tests, without a server or a network.
 * @module @millrace/testing
 */
export type { Extra } from "./definitions-of";
export {
  type EvaluateScheduleOptions,
  type EvaluateSensorOptions,
  evaluateSchedule,
  evaluateSensor,
  type GivenEvents,
  type TargetOptions,
} from "./evaluate";
export { byPartition, type PartitionValues } from "./given-values";
export { type InvokeContext, invoke } from "./invoke";
export { type LoadedDefinitions, loadDefinitions } from "./load-definitions";
export { type MaterializeOptions, type MaterializeResult, materialize } from "./materialize";
export { type RunJobOptions, type RunJobResult, runJob } from "./run-job";
export type { RunOptions } from "./run-options";
export type { CheckOutcome, RunResult, StepEnd } from "./run-result";
