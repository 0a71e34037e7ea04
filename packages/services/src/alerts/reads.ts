import type { AlertMessage, IncidentState } from "@millrace/core/alerts";
import type { AuditDraft } from "@millrace/core/identity";
import type { AlertPolicy, Delivery, Incident, NewDelivery, Place, Silence } from "./ports";

export type IncidentFilter = {
  readonly states?: readonly IncidentState[] | undefined;
  readonly owner?: string | undefined;
  readonly subject?: string | undefined;
  readonly muted?: boolean | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

export type IncidentEvent = {
  readonly id: number;
  readonly at: Date;
  readonly type: string;
  readonly runId: string | null;
  readonly data: unknown;
};

export type DeliveryRow = Omit<Delivery, "orgId" | "message"> & {
  readonly message: AlertMessage;
  readonly ts: string | null;
  readonly sentAt: Date | null;
  readonly response: unknown;
  readonly incident: { readonly subject: string; readonly subjectKind: string; readonly deploymentId: string } | null;
};

export type DeliveryFilter = {
  readonly deploymentId: string;
  readonly status?: string | undefined;
  readonly incidentId?: string | undefined;
  readonly limit: number;
  readonly beforeId?: string | undefined;
};

export type PlaceRow = Place & {
  readonly health: string;
  readonly healthReason: string | null;
  readonly healthAt: Date | null;
};

export type PolicyDraft = Omit<AlertPolicy, "isDefault">;

/** What the pages about alerts read and change. Every change is written with its audit entry. */
export type AlertAdminStore = {
  listIncidents(orgId: string, deploymentId: string, filter: IncidentFilter): Promise<readonly Incident[]>;
  countIncidents(orgId: string, deploymentId: string): Promise<Readonly<Record<string, number>>>;
  findIncident(
    orgId: string,
    deploymentId: string,
    id: string,
  ): Promise<{
    readonly incident: Incident;
    readonly events: readonly IncidentEvent[];
    readonly deliveries: readonly DeliveryRow[];
    readonly sharing: readonly Incident[];
  } | null>;

  listDeliveries(orgId: string, filter: DeliveryFilter): Promise<readonly DeliveryRow[]>;
  findDelivery(orgId: string, id: string): Promise<DeliveryRow | null>;
  addTest(orgId: string, deliveries: readonly NewDelivery[], audit: AuditDraft): Promise<void>;

  listPolicies(orgId: string): Promise<readonly (AlertPolicy & { updatedAt: Date; updatedBy: string | null })[]>;
  createPolicy(orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<void>;
  updatePolicy(orgId: string, policy: PolicyDraft, updatedBy: string, audit: AuditDraft): Promise<boolean>;
  /** The default policy stays. */
  deletePolicy(orgId: string, id: string, audit: AuditDraft): Promise<boolean>;
  /** Which of the names no deployment (or not the one that is given) defines. */
  listUnknown(
    orgId: string,
    deploymentId: string | null,
    kind: "job" | "asset",
    names: readonly string[],
  ): Promise<readonly string[]>;

  listSilences(orgId: string, deploymentId: string): Promise<readonly Silence[]>;
  createSilence(orgId: string, silence: Silence, audit: AuditDraft): Promise<void>;
  endSilence(orgId: string, deploymentId: string, id: string, at: Date, audit: AuditDraft): Promise<boolean>;

  listPlaces(orgId: string): Promise<readonly PlaceRow[]>;
  setDefaultDestination(orgId: string, place: Omit<Place, "teamId">, audit: AuditDraft): Promise<string>;
  removeDefaultDestination(orgId: string, id: string, audit: AuditDraft): Promise<boolean>;

  findSlack(orgId: string): Promise<{ teamName: string; defaultChannel: string | null; installedAt: Date } | null>;
  setSlackChannel(orgId: string, channel: string | null, audit: AuditDraft): Promise<boolean>;
  disconnectSlack(orgId: string, at: Date, audit: AuditDraft): Promise<boolean>;
};
