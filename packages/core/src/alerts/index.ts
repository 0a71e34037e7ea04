export { CHANNEL_CAPABILITIES, type ChannelCapabilities } from "./channel-capabilities";
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
  type IncidentMessage,
  type IncidentSummary,
  readAlertMessage,
  type TestMessage,
} from "./message/alert-message";
export { type Email, renderEmail } from "./message/email/render-email";
export { plain, plainError } from "./message/plain-text";
export { looksSecret, redactSecrets } from "./message/redact";
export { headline } from "./message/sentences";
export type { Block, Button, SlackMessage } from "./message/slack/blocks";
export { renderSlack } from "./message/slack/render-slack";
export { summarizeIncidents } from "./message/summarize-incidents";
export { webhookPayload } from "./message/webhook-payload";
export { DEFAULT_OWNER, groupByOwner, isEmailOwner, OWNER_TAG, resolveOwners, teamOfOwner } from "./owners";
export { type SubjectStreak, subjectStreak } from "./partition-streak";
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
export { byEnd, type Outcome } from "./streak";
