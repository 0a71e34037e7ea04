import { newId } from "@millrace/core";
import type { Incident } from "./ports";

type Place = Pick<Incident, "deploymentId" | "policyId" | "subjectKind" | "subject" | "kind" | "owner">;

/** An incident that nobody has been told of yet. */
export const newIncident = (place: Place, firstRunId: string | null, now: Date): Incident => ({
  ...place,
  id: newId("incident", now.getTime()),
  state: "PENDING",
  severity: "error",
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
  lastError: null,
  fingerprint: null,
  evidence: null,
  muted: null,
  leadId: null,
  alsoNotified: [],
  warnings: [],
});
