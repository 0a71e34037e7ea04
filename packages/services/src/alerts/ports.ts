import type { AlertMessage, IncidentState, Outcome, PartView, StepOutcome } from "@millrace/core/alerts";
import type { AuditDraft } from "@millrace/core/identity";
import type { Manifest } from "@millrace/core/manifest";
import type { RunStatus } from "@millrace/core/run";

export type SubjectKind = "job" | "asset" | "location";
export type Subject = { readonly kind: SubjectKind; readonly name: string };
export type IncidentKind = "runFailure" | "loadError";

/** What messages say about the last failure; kept with the incident. */
export type FailureContext = {
  readonly parts: readonly PartView[];
  readonly error: { readonly name?: string; readonly message: string } | null;
  readonly failureReason: string | null;
  readonly runId: string | null;
  readonly runTags: Readonly<Record<string, string>>;
  readonly commit: string | null;
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
  readonly severity: string;
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
  readonly lastError: string | null;
  readonly fingerprint: string | null;
  readonly evidence: FailureContext | null;
  readonly muted: string | null;
  readonly leadId: string | null;
  readonly alsoNotified: readonly string[];
  readonly warnings: readonly string[];
};

export type AlertPolicy = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly name: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly isDefault: boolean;
  readonly threshold: number;
  readonly recoverAfter: number;
  readonly groupWaitMs: number;
  readonly renotifyMs: number;
  readonly flapWindowMs: number;
  readonly selector: PolicySelector | null;
  /** Ids of fixed destinations; absent = the owners. */
  readonly destinations: readonly string[] | null;
};

export type PolicySelector = { readonly jobs?: readonly string[]; readonly assets?: readonly string[] };

export type Silence = {
  readonly id: string;
  readonly deploymentId: string | null;
  readonly scope: "incident" | "subject" | "owner" | "policy" | "deployment";
  readonly target: string;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: Date;
  readonly until: Date;
  readonly endedAt: Date | null;
};

/** A place where somebody is told. */
export type Place = {
  readonly id: string;
  readonly teamId: string | null;
  readonly deploymentId: string | null;
  readonly kind: "slack" | "email" | "webhook";
  readonly target: string;
  readonly severity: string | null;
};

/** Who can be reached where, as it is now. */
export type RoutingTable = {
  readonly orgSlug: string;
  readonly deployment: string;
  readonly sendsAlerts: boolean;
  readonly teams: readonly { readonly id: string; readonly slug: string }[];
  readonly places: readonly Place[];
  /** The channel that was chosen when Slack was connected. */
  readonly slackDefaultChannel: string | null;
};

/** A finished run as the alerts see it. */
export type FinishedRun = {
  readonly id: string;
  readonly deploymentId: string;
  readonly status: RunStatus;
  readonly endedAt: Date | null;
  readonly job: string | null;
  readonly assetKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly failureReason: string | null;
  readonly error: { readonly name?: string; readonly message: string } | null;
  readonly steps: readonly (StepOutcome & { readonly asset: string | null; readonly owners: readonly string[] })[];
  readonly manifest: Pick<Manifest, "assets" | "ops" | "jobs"> | null;
  readonly commit: string | null;
  readonly locationTeam: string | null;
  readonly deploymentOwner: string | null;
  readonly organizationOwner: string | null;
  /** An automatic retry follows: the logical run goes on. */
  readonly hasRetry: boolean;
};

/** A version of a code location whose load has ended. */
export type LoadedVersion = {
  readonly id: string;
  readonly location: string;
  readonly status: string;
  readonly error: { readonly name?: string; readonly message: string } | null;
  readonly commit: string | null;
  readonly deploymentIds: readonly string[];
  readonly locationTeam: string | null;
  readonly organizationOwner: string | null;
};

export type DeliveryStatus = "PENDING" | "SENDING" | "SENT" | "PREVIEW" | "UNDELIVERED";
export type DeliveryMode = "post" | "edit" | "reply";

export type NewDelivery = {
  readonly id: string;
  readonly incidentId: string | null;
  readonly destinationId: string | null;
  readonly channelKind: Place["kind"];
  readonly channel: string;
  readonly revision: number;
  readonly kind: string;
  readonly mode: DeliveryMode;
  readonly status: DeliveryStatus;
  readonly notBefore: Date;
  readonly message: AlertMessage;
  readonly error?: string | null;
};

/** Where Slack keeps an incident's first message. */
export type Thread = { readonly ts: string; readonly channelId: string };

export type Delivery = NewDelivery & {
  readonly orgId: string;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly error: string | null;
};

export type IncidentEventDraft = { readonly type: string; readonly runId?: string | null; readonly data?: unknown };

/** A deployment's incidents while nobody else changes them. */
export type AlertTx = {
  readHistory(subject: Subject): Promise<readonly Outcome[]>;
  /** Per owner the incident that is open, else the last one that was resolved. */
  listNewest(policyId: string, subject: Subject, kind: IncidentKind): Promise<readonly Incident[]>;
  listOpenSubjects(kind: SubjectKind, names: readonly string[]): Promise<readonly string[]>;
  listDue(now: Date): Promise<readonly Incident[]>;
  find(incidentId: string): Promise<Incident | null>;
  /** The incidents that share a message; the lead first. */
  listGroup(leadId: string): Promise<readonly Incident[]>;
  save(incident: Incident, event: IncidentEventDraft): Promise<void>;
  nextRevision(incidentId: string): Promise<number>;
  listSilences(now: Date): Promise<readonly Silence[]>;
  listPolicies(): Promise<readonly AlertPolicy[]>;
  loadRoutingTable(): Promise<RoutingTable>;
  /** Where an incident was told: the newest delivery that stands by itself, per channel. */
  listTold(
    incidentId: string,
  ): Promise<readonly Pick<Delivery, "channelKind" | "channel" | "destinationId" | "status">[]>;
  recordAudit(draft: AuditDraft): Promise<void>;
  /** Writes deliveries and tells the queue. An edit replaces one that still waits. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<void>;
};

export type AlertStore = {
  /** True when a run succeeded and nothing that it is about has ever had an incident. Costs little. */
  hasNoIncidentHistory(orgId: string, runId: string): Promise<boolean>;
  findFinishedRun(orgId: string, runId: string): Promise<FinishedRun | null>;
  findLoadedVersion(orgId: string, versionId: string): Promise<LoadedVersion | null>;
  /** Runs `work` in one transaction; evaluations of one deployment go one after the other. */
  inDeployment<T>(orgId: string, deploymentId: string, work: (tx: AlertTx) => Promise<T>): Promise<T>;
  /** Deployments with incidents whose group wait has ended. */
  unscopedListDue(now: Date): Promise<readonly { orgId: string; deploymentId: string }[]>;
  ensureDefaultPolicy(orgId: string): Promise<void>;
};

/** What the delivery of one message needs from the database. */
export type DeliveryStore = {
  /** Takes a delivery that is due; null when it is not, or when somebody else has it. */
  claim(orgId: string, deliveryId: string, now: Date, leaseMs: number): Promise<Delivery | null>;
  /** True while an earlier message of the same incident to the same channel is still on its way. */
  hasEarlier(delivery: Delivery): Promise<boolean>;
  findThread(orgId: string, incidentId: string, channel: string): Promise<Thread | null>;
  markSent(
    delivery: Delivery,
    sent: { at: Date; ts: string | null; channel: string; response: unknown; threadTs: string | null },
  ): Promise<void>;
  markPreview(delivery: Delivery, reason: string): Promise<void>;
  markDead(delivery: Delivery, error: string, response: unknown): Promise<void>;
  reschedule(delivery: Delivery, at: Date, error: string | null, options: { countsAsAttempt: boolean }): Promise<void>;
  markDestination(
    orgId: string,
    destinationId: string,
    health: { ok: boolean; reason: string | null; at: Date },
  ): Promise<void>;
  /** Where to go when a channel refuses: the deployment's default, else the organization's. */
  findFallback(delivery: Delivery): Promise<(Pick<Place, "kind" | "target"> & { id: string | null }) | null>;
  add(orgId: string, delivery: NewDelivery): Promise<void>;
  unscopedListDue(now: Date, limit: number): Promise<readonly { orgId: string; deliveryId: string }[]>;
  /** When the next delivery that waits is due. */
  unscopedNextDue(): Promise<Date | null>;
};
