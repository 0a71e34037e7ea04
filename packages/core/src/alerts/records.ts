import type { Manifest } from "../manifest";
import type { RunStatus } from "../run";
import type { PartView, StepOutcome } from "./failed-parts";
import type { IncidentState } from "./incident-lifecycle";
import type { Severity } from "./severity";

export const SUBJECT_KINDS = ["job", "asset", "location"] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What an incident is about. */
export type Subject = { readonly kind: SubjectKind; readonly name: string };

export const INCIDENT_KINDS = ["runFailure", "loadError"] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type KindFacts = {
  /** Severity of an incident whose policy sets none. */
  readonly severity: Severity;
  /** Outcomes are runs, so that messages can link to the last one. */
  readonly outcomesAreRuns: boolean;
};

export const KIND_FACTS: Readonly<Record<IncidentKind, KindFacts>> = {
  runFailure: { severity: "error", outcomesAreRuns: true },
  loadError: { severity: "error", outcomesAreRuns: false },
};

export type ErrorSummary = { readonly name?: string; readonly message: string };

/** The last failure behind an incident, as messages describe it. */
export type FailureContext = {
  readonly parts: readonly PartView[];
  readonly error: ErrorSummary | null;
  readonly failureReason: string | null;
  readonly runId: string | null;
  readonly runTags: Readonly<Record<string, string>>;
  readonly commit: string | null;
  /** ISO 8601. */
  readonly lastSuccessAt: string | null;
};

export type Incident = {
  readonly id: string;
  readonly deploymentId: string;
  readonly policyId: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  readonly kind: IncidentKind;
  readonly owner: string;
  readonly state: IncidentState;
  readonly severity: Severity;
  readonly openedAt: Date;
  readonly notifyAt: Date | null;
  readonly notifiedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgedBy: string | null;
  readonly failures: number;
  readonly successes: number;
  readonly reopened: number;
  readonly firstRunId: string | null;
  readonly lastRunId: string | null;
  /** The outcome that was counted last; of a run, the run's ID. */
  readonly lastOutcomeId: string | null;
  /** Partitions whose newest outcome is a failure. Empty if the subject isn't partitioned. */
  readonly failedPartitions: readonly string[];
  readonly lastError: string | null;
  readonly fingerprint: string | null;
  readonly evidence: FailureContext | null;
  /** Why no one is notified, if so. */
  readonly muted: string | null;
  /** The incident whose message this one shares. */
  readonly leadId: string | null;
  readonly alsoNotified: readonly string[];
  readonly warnings: readonly string[];
};

export type IncidentEventDraft = { readonly type: string; readonly runId?: string | null; readonly data?: unknown };

export type IncidentEvent = {
  readonly id: number;
  readonly at: Date;
  readonly type: string;
  readonly runId: string | null;
  readonly data: unknown;
};

export type PolicySelector = { readonly jobs?: readonly string[]; readonly assets?: readonly string[] };

export type AlertPolicy = {
  readonly id: string;
  /** Null for every deployment. */
  readonly deploymentId: string | null;
  readonly name: string;
  readonly kind: IncidentKind;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  readonly threshold: number;
  readonly recoverAfter: number;
  readonly groupWaitMs: number;
  readonly renotifyMs: number;
  readonly flapWindowMs: number;
  /** Null for the severity of the kind. */
  readonly severity: Severity | null;
  readonly selector: PolicySelector | null;
  /** IDs of fixed destinations; null for the owners. */
  readonly destinations: readonly string[] | null;
};

export type PolicyDraft = Omit<AlertPolicy, "isDefault">;

export const SILENCE_SCOPES = ["incident", "subject", "owner", "policy", "deployment"] as const;
export type SilenceScope = (typeof SILENCE_SCOPES)[number];

export type Silence = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly scope: SilenceScope;
  readonly target: string;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
};

export const CHANNEL_KINDS = ["slack", "email", "webhook"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** A Slack channel, email address, or webhook that receives notifications. */
export type Destination = {
  readonly id: string;
  /** Null for a default of the deployment or organization. */
  readonly teamId: string | null;
  readonly deploymentId: string | null;
  readonly kind: ChannelKind;
  readonly target: string;
  /** The least severity that it receives; null for all. */
  readonly severity: Severity | null;
};

export type DestinationHealth = {
  readonly health: "ok" | "failing";
  readonly healthReason: string | null;
  /** When the health last changed; null if nothing was sent yet. */
  readonly healthAt: Date | null;
};
export type DestinationRecord = Destination & DestinationHealth;

/** The destinations of a deployment's owners. */
export type RoutingTable = {
  readonly orgSlug: string;
  readonly deployment: string;
  readonly sendsAlerts: boolean;
  readonly teams: readonly { readonly id: string; readonly slug: string }[];
  readonly destinations: readonly Destination[];
  /** The default channel of the connected Slack workspace. */
  readonly slackDefaultChannel: string | null;
};

export type RunStepOutcome = StepOutcome & {
  /** Assets that the step materializes. */
  readonly assets: readonly string[];
  /** Of a check: the asset that it checks. */
  readonly asset: string | null;
  readonly owners: readonly string[];
};

/** A finished run and everything that its alerts depend on. */
export type FinishedRun = {
  readonly id: string;
  readonly deploymentId: string;
  readonly status: RunStatus;
  readonly endedAt: Date | null;
  readonly job: string | null;
  readonly assetKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly failureReason: string | null;
  readonly error: ErrorSummary | null;
  readonly steps: readonly RunStepOutcome[];
  readonly manifest: Pick<Manifest, "assets" | "ops" | "jobs"> | null;
  readonly commit: string | null;
  readonly locationTeam: string | null;
  readonly deploymentOwner: string | null;
  readonly organizationOwner: string | null;
  /** An automatic retry follows, so the logical run isn't over. */
  readonly hasRetry: boolean;
};

/** A version of a code location whose load has ended. */
export type LoadedVersion = {
  readonly id: string;
  readonly location: string;
  readonly status: string;
  readonly error: ErrorSummary | null;
  readonly commit: string | null;
  readonly deploymentIds: readonly string[];
  readonly locationTeam: string | null;
  readonly organizationOwner: string | null;
};
