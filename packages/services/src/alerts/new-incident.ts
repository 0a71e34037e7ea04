import { newId } from "@millrace/core";
import { type Incident, KIND_FACTS } from "@millrace/core/alerts";

type IncidentScope = Pick<Incident, "deploymentId" | "policyId" | "subjectKind" | "subject" | "kind" | "owner">;

/** Returns an incident that no one has been notified of yet. */
export const newIncident = (scope: IncidentScope, firstRunId: string | null, now: Date): Incident => ({
  ...scope,
  id: newId("incident", now.getTime()),
  state: "PENDING",
  severity: KIND_FACTS[scope.kind].severity,
  openedAt: now,
  notifyAt: null,
  notifiedAt: null,
  resolvedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  failures: 0,
  successes: 0,
  reopened: 0,
  firstRunId,
  lastRunId: firstRunId,
  lastOutcomeId: null,
  failedPartitions: [],
  lastError: null,
  fingerprint: null,
  evidence: null,
  muted: null,
  leadId: null,
  alsoNotified: [],
  warnings: [],
});
