export { admit } from "./admission/admit";
export { findBlockingLimits, type Waiting } from "./admission/blocking-limits";
export { inQueueOrder, PRIORITY_TAG, runPriority } from "./admission/priority";
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
} from "./admission/types";
export {
  ALERTS_AFTER_TAG,
  ALERTS_DISABLED_TAG,
  type AlertSources,
  alertThreshold,
  muteReason,
} from "./alerts/conditions";
export { failedParts, type StepError, type StepOutcome, subjectsOfRun } from "./alerts/failed-parts";
export { errorFingerprint } from "./alerts/fingerprint";
export {
  INCIDENT_STATES,
  type IncidentRules,
  type IncidentSnapshot,
  type IncidentState,
  isFlapping,
  type Notice,
  type Reconciled,
  reconcileIncident,
} from "./alerts/incident-lifecycle";
export {
  type AlertMessage,
  type Block,
  type Button,
  MESSAGE_LIMITS,
  messageChars,
  withBlockIds,
} from "./alerts/message/blocks";
export type { IncidentView, PartView } from "./alerts/message/incident-view";
export { newlineFreeSubject, plainTextOf } from "./alerts/message/plain-text";
export { looksSecret, redactSecrets } from "./alerts/message/redact";
export { renderFailure, renderRecovered, renderReply, renderTest } from "./alerts/message/render-incident";
export { DEFAULT_OWNER, groupByOwner, isEmailOwner, OWNER_TAG, resolveOwners, teamOfOwner } from "./alerts/owners";
export { byEnd, type Outcome, type Streak, streakOf } from "./alerts/streak";
export { bytesText } from "./bytes-text";
export { configProblems, isCheckable, UNKNOWN_KEY } from "./config/config-problems";
export { describeSchema } from "./config/describe-schema";
export { removeUnknown, scaffold, scaffoldMissing } from "./config/scaffold";
export {
  isRecord,
  orderedProperties,
  type Path as ConfigPath,
  pathOf,
  resolved as resolvedSchema,
  type Schema as ConfigSchema,
  toPointerPart,
  typesOf as schemaTypes,
} from "./config/schema";
export { canBe as canBeSchema, propertiesAt, schemasAt } from "./config/schemas-at";
export { describeClockChange } from "./cron/describe-clock-change";
export { describeCron } from "./cron/describe-cron";
export { formatLocal, formatOffset, parseLocal } from "./cron/local-text";
export { type CronPattern, expandCron, parseCron } from "./cron/parse-cron";
export { type CronSchedule, cronTicks, nextTicks, parseCrons } from "./cron/ticks";
export { timeZone } from "./cron/zone";
export { didYouMean, didYouMeanText } from "./did-you-mean";
export * from "./errors";
export { globMatcher } from "./glob";
export { canAt, type Place, type RoleGrant, roleAt } from "./identity/access";
export { type Actor, type AuditDraft, type AuditRecord, auditChainText } from "./identity/audit";
export { EmailAddress } from "./identity/email";
export { PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, Password } from "./identity/password";
export { isPermissionMissing, PermissionMissingError } from "./identity/permission-missing";
export { minimumRoleFor, PERMISSIONS, type Permission, roleCan } from "./identity/permissions";
export { isAtLeast, isRole, ROLES, type Role, strongestRole, weakestRole } from "./identity/roles";
export { isTokenScope, scopePermissions, scopesAllow, TOKEN_SCOPES, type TokenScope } from "./identity/scopes";
export { OrganizationSlug, SLUG_CHARS_MAX, Slug, slugify } from "./identity/slug";
export {
  type MintedToken,
  mintToken,
  parseToken,
  TOKEN_KINDS,
  TOKEN_PATTERN,
  type TokenKind,
  type TokenParts,
} from "./identity/token-format";
export * from "./ids";
export * from "./limits";
export type { ConflictingKey, ManifestContext, WatchedSubject } from "./manifest/context";
export { type DefinitionEntry, DefinitionKind, definitionEntries } from "./manifest/definition-entries";
export { DefinitionChange, DefinitionDiff, diffManifests, FieldChange } from "./manifest/diff-manifests";
export { findCycle } from "./manifest/find-cycle";
export * from "./manifest/manifest";
export { parseManifest } from "./manifest/parse-manifest";
export { ManifestProblem } from "./manifest/problem";
export { keyTakenMessage } from "./manifest/rules/names";
export { validateManifest } from "./manifest/validate-manifest";
export { decodeCursor, encodeCursor, PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX, type Page, PageInput, toPage } from "./page";
export { checkedPartitionKeys, checkPartitionKey, isPartitionKey } from "./partitions/checked-partition-keys";
export { checkPartitions, type PartitionSetOptions, partitionSet } from "./partitions/create-partition-set";
export { defaultMapping } from "./partitions/default-mapping";
export { dynamicSetsOf, type PartitionChanges } from "./partitions/dynamic-sets";
export { type Interval, intervalsOf, normalize as normalizeIntervals, numbersIn, sizeOf } from "./partitions/intervals";
export type { MappedAssets, MappingDirection } from "./partitions/mapped-assets";
export { mapIntervals, mapPartitions } from "./partitions/mapping";
export { orderByLongestDimension } from "./partitions/multi-set";
export { type Dimension, type PartitionSet, partitionKeys } from "./partitions/partition-set";
export {
  intervalsInRange,
  keysInRanges,
  type PartitionRange,
  rangesOf,
  rangesOfKeys,
} from "./partitions/ranges";
export { recordStatus, type StatusChange } from "./partitions/record-status";
export type { TimeWindowsSpec } from "./partitions/spec";
export { type PartitionStatusSummary, partitionStatus } from "./partitions/status";
export { type MatrixAxes, type MatrixRow, statusMatrix } from "./partitions/status-matrix";
export { PARTITION_STATUSES, type PartitionStatus, type StatusRange, type StatusSegment } from "./partitions/statuses";
export { formatPartitions, parsePartitionIntervals, parsePartitions } from "./partitions/text";
export { type PartitionWindow, partitionWindow } from "./partitions/window-set";
export { checkRunPartitions, type RunPartitions } from "./plan/check-run-partitions";
export { checkStepKey } from "./plan/check-step-key";
export { planRerun, type Reexecution, type ReexecutionPlan } from "./plan/plan-rerun";
export { PARALLEL_STEPS_DEFAULT, type PlanOptions, planRun, type RunTarget, selectedAssets } from "./plan/plan-run";
export * from "./plan/run-plan";
export * from "./plan/step-lifecycle";
export { DEFAULT_QUOTAS, Quotas, SANDBOX_MIN } from "./quotas";
export { exactDuration, formatDuration, parseDuration } from "./retry/duration";
export { checkDelayPolicy, checkRetryPolicy, type DelayPolicy, retryDelay } from "./retry/retry-delay";
export * from "./run/run-lifecycle";
export * from "./run/run-record";
export { type AssetGraph, assetGraph, type SelectableAsset } from "./selection/asset-graph";
export {
  type Completion,
  type CompletionOption,
  completeSelection,
  type SelectionVocabulary,
} from "./selection/complete";
export { parseSelection } from "./selection/parse";
export { printSelection, printValue } from "./selection/print";
export { DEFAULT_GROUP, selectAssets } from "./selection/select";
export { SelectionError } from "./selection/selection-error";
export {
  SELECTION_ATTRIBUTES,
  SELECTION_FUNCTIONS,
  type Selection,
  type SelectionAttribute,
  type SelectionFunction,
} from "./selection/syntax";
export { type Token as SelectionToken, tokenize as tokenizeSelection } from "./selection/tokenize";
export { type UnknownValue, unknownValues, unknownValuesText, unknownValueText } from "./selection/unknown-values";
export { vocabularyOf } from "./selection/vocabulary";
