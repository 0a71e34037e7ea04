/**
 * The SDK for pipeline authors.
 * @module @millrace/sdk
 */

export type { RunStatus } from "@millrace/core/run";
export { type AssetContext, asset, externalAsset, type StoredType } from "./asset";
export type { AnyAsset, AnyDep, AssetDef, AssetSettings, AssetViews, DepView } from "./asset-def";
export {
  type AssetSensorContext,
  assetSensor,
  type MultiAssetSensorContext,
  multiAssetSensor,
} from "./asset-sensor";
export { type Automation, auto, type Freshness } from "./automation";
export { type CheckContext, type CheckDef, type CheckResult, type CheckSettings, check } from "./check";
export { collectDefinitions, type Definitions, type Modules } from "./collect";
export type { Common, Owner, Retry } from "./common";
export type { Log, PartitionSets, RunContext } from "./context";
export { definitionKind, definitionStack } from "./definition";
export { assetOf, type Inputs, type ValueOf } from "./dep";
export { type Duration, durationMs } from "./duration";
export { type EnvRef, env, isEnvRef, type WithEnv } from "./env";
export type { BuiltGraph, Graph, Ref, Wire } from "./graph";
export { type FileValue, type IoManager, io, type Payload, type ValueSource, type WriteContext } from "./io";
export { type AnyJob, assetJob, type HookContext, type Hooks, type JobDef, type JobSettings, job } from "./job";
export type { Json, NotJson, Storable } from "./json";
export { defineLocation, type LocationDef } from "./location";
export { toManifest } from "./manifest/to-manifest";
export { type Mapping, mapping } from "./mapping";
export { type MetadataMap, type MetadataValue, meta, normalizeMetadata, type TableColumn } from "./metadata";
export { type AnyOp, type OpContext, type OpDef, type OpSettings, op } from "./op";
export {
  type AnyPartitions,
  cronPartitions,
  type DynamicPartitions,
  daily,
  dynamicPartitions,
  hourly,
  type MultiExtra,
  monthly,
  multiPartitions,
  type PartitionOf,
  type PartitionRange,
  type Partitions,
  staticPartitions,
  type TimeWindow,
  type WindowExtra,
  weekly,
} from "./partitions";
export { type ResourceDef, type ResourceOverrides, type Resources, resource, type UsedBy, type Uses } from "./resource";
export { type RunStatusSensorContext, type RunStatusSensorOptions, runStatusSensor } from "./run-status-sensor";
export {
  type RunRequest,
  type ScheduleContext,
  type ScheduleDef,
  type ScheduleResult,
  type ScheduleSettings,
  schedule,
} from "./schedule";
export {
  type Evaluated,
  type Monitors,
  type SensorContext,
  type SensorDef,
  type SensorOptions,
  type SensorResult,
  type SensorSettings,
  sensor,
} from "./sensor";
export type { AssetEvent, AssetEventOf, RunEvent, SensorEvent } from "./sensor-events";
export { fail, retryAfter, SIGNAL, type Signal, skip } from "./signals";
export type { PartitionState, State, StateOf } from "./state";
export { PROTOCOL_VERSION, SDK_VERSION } from "./version";
