export {
  ALERTS_AFTER_TAG,
  ALERTS_DISABLED_TAG,
  type AlertSources,
  alertThreshold,
  muteReason,
} from "./conditions";
export {
  type ClaimedDelivery,
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryMode,
  type DeliveryRow,
  type DeliveryStatus,
  type NewDelivery,
  type NotifiedDestination,
  type Thread,
} from "./deliveries";
export { DestinationInput } from "./destination-input";
export { failedParts, type PartView, type StepError, type StepOutcome, subjectsOfRun } from "./failed-parts";
export { errorFingerprint } from "./fingerprint";
export {
  INCIDENT_STATES,
  type IncidentRules,
  type IncidentSnapshot,
  type IncidentState,
  isFlapping,
  type Notice,
  type Reconciled,
  reconcileIncident,
} from "./incident-lifecycle";
export {
  type AlertMessage,
  type Block,
  type Button,
  MESSAGE_LIMITS,
  messageChars,
  withBlockIds,
} from "./message/blocks";
export type { IncidentView } from "./message/incident-view";
export { newlineFreeSubject, plainTextOf } from "./message/plain-text";
export { looksSecret, redactSecrets } from "./message/redact";
export { renderFailure, renderRecovered, renderReply, renderTest } from "./message/render-incident";
export { DEFAULT_OWNER, groupByOwner, isEmailOwner, OWNER_TAG, resolveOwners, teamOfOwner } from "./owners";
export type {
  AlertAdminStore,
  AlertStore,
  AlertTx,
  DeliveryFilter,
  DeliveryStore,
  IncidentFilter,
  IncidentPage,
  SlackInstall,
  SlackInstallationStore,
} from "./ports";
export * from "./records";
export { bySeverity, isAtLeastSeverity, SEVERITIES, Severity } from "./severity";
export { byEnd, type Outcome, type Streak, streakOf } from "./streak";
