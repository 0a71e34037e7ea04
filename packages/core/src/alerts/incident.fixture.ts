import type { FailureContext, Incident } from "./records";

export const ROUTING = { orgSlug: "acme", deployment: "production" } as const;
export const PUBLIC_URL = "https://millrace.example";

const failure: FailureContext = {
  parts: [{ key: "revenue", kind: "asset", error: { name: "Error", message: "division by zero" } }],
  error: null,
  failureReason: "STEP_FAILURE",
  runId: "run_1",
  runTags: { team: "finance", api_token: "hunter2" },
  commit: "0123456789abcdef",
  lastSuccessAt: "2026-03-01T09:00:00.000Z",
};

/** An open incident of the job `nightly` after three failures. */
export const incident = (over: Partial<Incident> = {}, failureOver: Partial<FailureContext> = {}): Incident => ({
  id: "inc_1",
  deploymentId: "dep_1",
  policyId: "pol_default",
  subjectKind: "job",
  subject: "nightly",
  kind: "runFailure",
  owner: "team:finance",
  state: "OPEN",
  severity: "error",
  openedAt: new Date("2026-03-02T09:00:00Z"),
  notifyAt: null,
  notifiedAt: new Date("2026-03-02T09:00:30Z"),
  resolvedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  failures: 3,
  successes: 0,
  reopened: 0,
  firstRunId: "run_1",
  lastRunId: "run_1",
  lastOutcomeId: "run_1",
  failedPartitions: [],
  lastError: "division by zero",
  fingerprint: "Error-1",
  evidence: { ...failure, ...failureOver },
  muted: null,
  leadId: null,
  alsoNotified: [],
  warnings: [],
  ...over,
});

/** The same incident, recovered 2 hours and 10 minutes later. */
export const recovered = (over: Partial<Incident> = {}): Incident =>
  incident({ state: "RESOLVED", resolvedAt: new Date("2026-03-02T11:10:00Z"), ...over });
