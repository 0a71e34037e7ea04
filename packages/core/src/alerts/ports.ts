import type { AuditDraft } from "../identity";
import type {
  ClaimedDelivery,
  Delivery,
  DeliveryRow,
  DeliveryStatus,
  NewDelivery,
  NotifiedDestination,
  Thread,
} from "./deliveries";
import type { IncidentState } from "./incident-lifecycle";
import type {
  AlertPolicy,
  Destination,
  DestinationRecord,
  FinishedRun,
  Incident,
  IncidentEvent,
  IncidentEventDraft,
  IncidentKind,
  LoadedVersion,
  PolicyDraft,
  RoutingTable,
  Silence,
  Subject,
  SubjectKind,
} from "./records";
import type { Outcome } from "./streak";

/** A deployment's incidents while no one else can change them. */
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
  /** Where an incident's first message went, per destination. */
  listNotified(incidentId: string): Promise<readonly NotifiedDestination[]>;
  recordAudit(draft: AuditDraft): Promise<void>;
  /** Writes deliveries and enqueues them. An edit replaces one that still waits. */
  addDeliveries(deliveries: readonly NewDelivery[]): Promise<void>;
};

/** Incidents, and what they follow from. */
export type AlertStore = {
  /** True if a run succeeded and none of its subjects ever had an incident, the common case. */
  hasNoIncidentHistory(orgId: string, runId: string): Promise<boolean>;
  findFinishedRun(orgId: string, runId: string): Promise<FinishedRun | null>;
  findLoadedVersion(orgId: string, versionId: string): Promise<LoadedVersion | null>;
  /** Runs `work` in one transaction; evaluations of one deployment run one at a time. */
  inDeployment<T>(orgId: string, deploymentId: string, work: (tx: AlertTx) => Promise<T>): Promise<T>;
  /** Deployments with incidents whose group wait has ended. */
  unscopedListDue(now: Date): Promise<readonly { orgId: string; deploymentId: string }[]>;
  ensureDefaultPolicy(orgId: string): Promise<void>;
};

/** Storage of deliveries while they are sent. All times are by the clock of the database. */
export type DeliveryStore = {
  /** Takes a delivery that is due; null if it isn't due or another process has it. */
  claim(orgId: string, deliveryId: string, leaseMs: number): Promise<ClaimedDelivery | null>;
  /** True while an earlier message of the same incident to the same destination hasn't been sent. */
  hasEarlier(delivery: Delivery): Promise<boolean>;
  findThread(orgId: string, incidentId: string, channel: string): Promise<Thread | null>;
  markSent(
    delivery: Delivery,
    sent: { ts: string | null; channel: string; response: unknown; threadTs: string | null },
  ): Promise<void>;
  markPreview(delivery: Delivery, reason: string): Promise<void>;
  markUndelivered(delivery: Delivery, error: string, response: unknown): Promise<void>;
  /** Makes a delivery due again after `delayMs`. */
  reschedule(
    delivery: Delivery,
    delayMs: number,
    error: string | null,
    options: { countsAsAttempt: boolean },
  ): Promise<void>;
  /** Marks a destination as failing for a reason, or as healthy if that is null. */
  markDestination(orgId: string, destinationId: string, failure: string | null): Promise<void>;
  /**
   * Where a message goes whose destination rejects it: a default of the deployment, else of the organization, that
   * this message hasn't been sent to yet.
   */
  findFallback(delivery: Delivery): Promise<(Pick<Destination, "kind" | "target"> & { id: string | null }) | null>;
  add(orgId: string, delivery: NewDelivery): Promise<void>;
  unscopedListDue(limit: number): Promise<readonly { orgId: string; deliveryId: string }[]>;
  /** Milliseconds until the next delivery is due; null if none waits. */
  unscopedNextDueMs(): Promise<number | null>;
};

export type IncidentFilter = {
  readonly states?: readonly IncidentState[] | undefined;
  readonly owner?: string | undefined;
  readonly subject?: string | undefined;
  readonly muted?: boolean | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

export type DeliveryFilter = {
  readonly deploymentId: string;
  readonly status?: DeliveryStatus | undefined;
  readonly incidentId?: string | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

export type IncidentPage = {
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
  readonly deliveries: readonly DeliveryRow[];
  readonly sharing: readonly Incident[];
};

/** What the alert pages read and change. Each change is stored together with its audit entry. */
export type AlertAdminStore = {
  /** `isReached`: a message about it went, or will go, to someone. */
  listIncidents(
    orgId: string,
    deploymentId: string,
    filter: IncidentFilter,
  ): Promise<readonly (Incident & { readonly isReached: boolean })[]>;
  countIncidents(orgId: string, deploymentId: string): Promise<Readonly<Record<string, number>>>;
  findIncident(orgId: string, deploymentId: string, id: string): Promise<IncidentPage | null>;

  listDeliveries(orgId: string, filter: DeliveryFilter): Promise<readonly DeliveryRow[]>;
  findDelivery(orgId: string, id: string): Promise<DeliveryRow | null>;
  addTest(orgId: string, deliveries: readonly NewDelivery[], audit: AuditDraft): Promise<void>;

  listPolicies(orgId: string): Promise<readonly (AlertPolicy & { updatedAt: Date; updatedBy: string | null })[]>;
  createPolicy(orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<void>;
  updatePolicy(orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<boolean>;
  /** Deletes a policy; false if it doesn't exist or is the default. */
  deletePolicy(orgId: string, id: string, audit: AuditDraft): Promise<boolean>;
  /** Which of the names no deployment defines, or the given one doesn't. */
  listUnknown(
    orgId: string,
    deploymentId: string | null,
    kind: "job" | "asset",
    names: readonly string[],
  ): Promise<readonly string[]>;

  listSilences(orgId: string, deploymentId: string): Promise<readonly Silence[]>;
  createSilence(orgId: string, silence: Silence, audit: AuditDraft): Promise<void>;
  endSilence(orgId: string, deploymentId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;

  listDestinations(orgId: string): Promise<readonly DestinationRecord[]>;
  /** Replaces the default of the same deployment (or of the organization) and kind. */
  setDefaultDestination(orgId: string, destination: Omit<Destination, "teamId">, audit: AuditDraft): Promise<string>;
  removeDefaultDestination(orgId: string, id: string, audit: AuditDraft): Promise<boolean>;

  findSlack(orgId: string): Promise<{ teamName: string; defaultChannel: string | null; installedAt: Date } | null>;
  setSlackChannel(orgId: string, channel: string | null, audit: AuditDraft): Promise<boolean>;
  disconnectSlack(orgId: string, at: Date, audit: AuditDraft): Promise<boolean>;
};

/** A workspace that an organization connects; the token is encrypted. */
export type SlackInstall = {
  readonly orgId: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly botToken: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
  readonly botUserId: string | null;
  readonly installedBy: string;
};

/** The workspaces that organizations have connected, at most one each. */
export type SlackInstallationStore = {
  findActive(orgId: string): Promise<{ teamId: string; botToken: Uint8Array; keyId: string } | null>;
  /** Replaces the workspace that was connected before, with an audit entry that names who connected this one. */
  save(install: SlackInstall): Promise<void>;
  /** Slack names its workspace, not the organization. */
  unscopedFindOrg(teamId: string): Promise<string | null>;
  unscopedRevoke(teamId: string, at: Date): Promise<void>;
};
