export { type AccountDeps, type AccountUseCases, accountUseCases } from "./accounts/account-use-cases";
export { argon2Hasher } from "./accounts/password-hasher";
export { ChangePasswordInput, RequestResetInput, ResetInput } from "./accounts/passwords";
export type {
  Account,
  AccountStore,
  Client,
  LinkStore,
  NewAccount,
  OauthIdentity,
  PasswordHasher,
  SessionRecord,
  SessionStore,
} from "./accounts/ports";
export { RequestEmailChangeInput, UpdateAccountInput } from "./accounts/profile";
export { type SignedIn, SignInInput } from "./accounts/sign-in";
export type { OauthProfile } from "./accounts/sign-in-oauth";
export { SignUpInput } from "./accounts/sign-up";
export { type AlertDeps, type AlertUseCases, alertUseCases } from "./alerts/alert-use-cases";
export type { Channel, ChannelAnswer, ChannelRequest, Channels } from "./alerts/channels";
export { DefaultDestinationRef, SetDefaultPlaceInput } from "./alerts/default-destinations";
export { type DeliverDeps, type DeliveryOutcome, deliverAlert } from "./alerts/deliver-alert";
export { ListDeliveriesInput, SendTestInput } from "./alerts/deliveries";
export { createEmailChannel } from "./alerts/email-channel";
export { evaluateAlerts } from "./alerts/evaluate-alerts";
export { evaluateLoad } from "./alerts/evaluate-load";
export type { EvaluateDeps } from "./alerts/evaluation-context";
export { IncidentRef, ListIncidentsInput } from "./alerts/incidents";
export { openDueIncidents } from "./alerts/open-due-incidents";
export { createPacer, type Pacer } from "./alerts/pacer";
export { PolicyInput, UpdatePolicyInput } from "./alerts/policies";
export type { AlertPolicy, AlertStore, Delivery, DeliveryStore, Incident, NewDelivery, Silence } from "./alerts/ports";
export type { AlertAdminStore } from "./alerts/reads";
export { CreateSilenceInput, EndSilenceInput } from "./alerts/silences";
export { SlackChannelInput, type SlackSetup } from "./alerts/slack-connection";
export { createInstallState, type InstallState, readInstallState, type SlackInstall } from "./alerts/slack-install";
export { createWebhookChannel, signWebhook, webhookSecret } from "./alerts/webhook-channel";
export { publicWebhookClient, type WebhookClient } from "./alerts/webhook-client";
export { AssetRef, CheckResultsInput, MaterializationsInput, WipeAssetInput } from "./assets/asset-page";
export { type AssetPartitions, getAssetPartitions } from "./assets/asset-partitions";
export { type AssetUseCases, assetUseCases } from "./assets/asset-use-cases";
export { CatalogInput, StatusInput } from "./assets/catalog";
export { type PartitionMatrix, PartitionMatrixInput } from "./assets/partition-matrix";
export type { AssetReader, AssetWiper } from "./assets/ports";
export { type AuditStore, type AuditUseCases, auditUseCases, ListAuditInput } from "./audit/audit";
export { type AutomationUseCases, automationUseCases } from "./automation/automation";
export { type Clock, systemClock } from "./clock";
export { type IdentityDeps, type IdentityUseCases, identityUseCases } from "./identity-use-cases";
export { type JobReader, JobRef, type JobUseCases, jobUseCases } from "./jobs/jobs";
export {
  DeleteLimitInput,
  type LimitStore,
  type LimitUseCases,
  limitUseCases,
  SetLimitInput,
  SetPoolInput,
} from "./limits/limits";
export { type AwaitLoad, awaitLoad, type Changes } from "./locations/await-load";
export { bundleObject, codeCachePrefix, deleteBundleObjects } from "./locations/bundle-objects";
export { KnownNamesInput } from "./locations/known-names";
export { abandonLoad, type LoadBundle, type LoadDeps, type LoadOutcome, loadVersion } from "./locations/load-version";
export { type LocationUseCases, locationUseCases } from "./locations/location-use-cases";
export type {
  ActivationEntry,
  ActivationOutcome,
  ActivationRequest,
  ActivationStore,
  BundleStore,
  BundleSummary,
  LoadedVersion,
  LocationRecord,
  LocationStore,
  LocationSummary,
  NewVersion,
  VersionRecord,
  VersionStatus,
  VersionStore,
} from "./locations/ports";
export { LocationName, type PushDeps, PushVersionInput } from "./locations/push-version";
export type { Pusher } from "./locations/pusher";
export type { VersionDetail } from "./locations/read-locations";
export { SetEgressInput } from "./locations/set-egress";
export type { BundleObjects, UploadDeps, VerifyBundle } from "./locations/upload-bundle";
export { deliverDueMails, deliverMail, type MailTransport } from "./mail/deliver-mail";
export { createMailer, type MailDraft, type Mailer, type MailRecord, type MailStore } from "./mail/mailer";
export { type MailUseCases, mailUseCases } from "./mail/outbox";
export { createSmtpTransport } from "./mail/smtp-transport";
export {
  type OnboardingFacts,
  type OnboardingStore,
  type OnboardingUseCases,
  onboardingUseCases,
} from "./onboarding/onboarding";
export {
  type OperatorStore,
  type OperatorUseCases,
  type OrganizationUsage,
  operatorUseCases,
  SetQuotaInput,
} from "./operator/operator";
export {
  CreateDeploymentInput,
  type Deployment,
  type DeploymentChange,
  type DeploymentStore,
  UpdateDeploymentInput,
} from "./organizations/deployments";
export { type Grant, type GrantStore, SetGrantInput } from "./organizations/grants";
export { InviteInput } from "./organizations/invitations";
export { ChangeRoleInput, RemoveMemberInput } from "./organizations/members";
export {
  type OrganizationDeps,
  type OrganizationUseCases,
  organizationUseCases,
} from "./organizations/organization-use-cases";
export { CreateOrganizationInput, UpdateOrganizationInput } from "./organizations/organizations";
export type {
  Invitation,
  InvitationStore,
  Member,
  MemberStore,
  NewDeployment,
  Organization,
  OrganizationStore,
} from "./organizations/ports";
export { type OverviewReader, type OverviewUseCases, overviewUseCases } from "./overview/overview";
export { ChangePartitionSetInput } from "./partitions/change-partition-set";
export {
  ListDynamicKeysInput,
  PartitionChoicesInput,
  type PartitionSetView,
  SetRef,
} from "./partitions/list-partition-sets";
export { type PartitionUseCases, partitionUseCases } from "./partitions/partition-use-cases";
export type { PartitionStore } from "./partitions/ports";
export { explainQueuedRun, limitText, type QueueReader, type Waiting } from "./queue/explain-queued-run";
export { ListWaitingInput, type WaitingRun } from "./queue/list-waiting-runs";
export { type QueueUseCases, queueUseCases } from "./queue/queue-use-cases";
export { type RateLimiter, type RateVerdict, takeAttempts } from "./rate-limiter";
export { admitRuns } from "./runs/admit-runs";
export { cancelRun } from "./runs/cancel-run";
export type { ActiveLocation, DefinitionReader, DeploymentSettings, LaunchQuotas } from "./runs/definitions";
export { executeRun } from "./runs/execution/execute-run";
export { type HeartbeatLoop, heartbeats } from "./runs/execution/heartbeats";
export type {
  BundleRef,
  Bundles,
  ExecuteRunDeps,
  ExecutionInput,
  RunSandbox,
  RunSandboxes,
  SandboxEnd,
  SandboxSession,
  SandboxSettings,
} from "./runs/execution/ports";
export type { FinishedRun, RunReader } from "./runs/finished-run";
export { handleFailedRun } from "./runs/handle-failed-run";
export { type LaunchDeps, type LaunchedRun, type LaunchedRuns, LaunchRunInput, launchRun } from "./runs/launch-run";
export { ListRunsInput, NewerRunsInput, RunIdsInput } from "./runs/list-runs";
export { cacheManifests } from "./runs/manifest-cache";
export type { AdmissionQueue, OverdueRun, OverdueRuns, RunLaunches, RunMoves } from "./runs/ports";
export type { LogChunkRow, RunPages, RunRow } from "./runs/read-ports";
export { reapRuns } from "./runs/reap-runs";
export { RerunInput, rerunRun } from "./runs/rerun";
export { type RetryOutcome, retryRun } from "./runs/retry-run";
export { type RunEvents, RunEventsInput } from "./runs/run-events";
export { type LogPage, type LogTexts, RunLogInput } from "./runs/run-log";
export { type RunUseCaseDeps, type RunUseCases, runUseCases } from "./runs/run-use-cases";
export { SetPriorityInput, setRunPriority } from "./runs/set-priority";
export { type Actor, type Scope, SYSTEM_ACTOR } from "./scope";
export {
  SearchInput,
  type SearchResults,
  type SearchStore,
  type SearchUseCases,
  searchUseCases,
} from "./search/search";
export { ResetStateInput, SetStateInput } from "./state/change-state";
export { PartitionStateRef, PartitionStatesInput } from "./state/read-state";
export { type StateUseCases, stateUseCases } from "./state/state-use-cases";
export { type MeasureStorageDeps, measureStorage } from "./storage/measure-storage";
export { type StorageUse, withStorageQuota } from "./storage/storage-quota";
export { RemoveDestinationInput, SetDestinationInput } from "./teams/destinations";
export type { Destination, DestinationInput, TeamDetail, TeamStore, TeamSummary } from "./teams/ports";
export { type TeamUseCases, teamUseCases } from "./teams/team-use-cases";
export { CreateTeamInput, TeamMemberInput, TeamRef, UpdateTeamInput } from "./teams/teams";
export type { AuthenticatedToken } from "./tokens/authenticate-token";
export type { NewToken, Token, TokenHolder, TokenStore } from "./tokens/ports";
export { type TokenUseCases, tokenUseCases } from "./tokens/token-use-cases";
export { CreateTokenInput } from "./tokens/tokens";
export { type AssetValues, type RunValues, runValues, type ValueObjects } from "./values/run-values";
export { segment, type ValueScope, valuePrefix } from "./values/value-keys";
export type { VariableRecord, VariableStore } from "./variables/ports";
export { createSecretBox, type Sealed, type SecretBox } from "./variables/secret-box";
export {
  openVariables,
  SetVariableInput,
  setVariable,
  type VariableDeps,
  VariableName,
  type VariableUseCases,
  type VariableView,
  variableNames,
  variableUseCases,
} from "./variables/variables";
