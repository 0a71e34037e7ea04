import type { Incident, RoutingTable } from "../records";
import { bySeverity } from "../severity";
import type { IncidentSummary } from "./alert-message";
import { plainError, plainLine } from "./plain-text";
import { looksSecret, redactSecrets } from "./redact";

const LISTED_MAX = 10;
const OWNERS_LISTED_MAX = 5;
const WARNINGS_LISTED_MAX = 3;
const NAME_CHARS = 200;
const STEP_ERROR_CHARS = 120;
const ERROR_CHARS = 8_000;
const TAGS_CHARS = 500;

/**
 * Returns what a message says about incidents that share it, the lead first.
 * @param resolvedBy the person who resolved them, if a person did
 */
export function summarizeIncidents(
  group: readonly Incident[],
  routing: Pick<RoutingTable, "orgSlug" | "deployment">,
  publicUrl: string,
  resolvedBy: string | null = null,
): IncidentSummary {
  const lead = group[0];
  if (!lead) throw new Error("A message needs an incident");
  const open = group.filter((incident) => incident.state !== "RESOLVED");
  const resolved = group.filter((incident) => incident.state === "RESOLVED");
  const current = open.length > 0 ? open : group;
  const newest = current[0] ?? lead;
  const runId = newest.lastRunId ?? newest.evidence?.runId ?? null;
  const steps = current.flatMap((incident) => incident.evidence?.parts ?? []);
  const error = steps.find((step) => step.error)?.error ?? newest.evidence?.error ?? null;
  const base = `${publicUrl.replace(/\/$/, "")}/o/${encodeURIComponent(routing.orgSlug)}/${encodeURIComponent(routing.deployment)}`;
  return {
    id: lead.id,
    url: `${base}/incidents?incident=${encodeURIComponent(lead.id)}`,
    runUrl: runId ? `${base}/runs/${encodeURIComponent(runId)}` : null,
    kind: lead.kind,
    severity: current.map((incident) => incident.severity).reduce((a, b) => (bySeverity(a, b) >= 0 ? a : b)),
    deployment: routing.deployment,
    owner: plainLine(lead.owner, NAME_CHARS),
    subjects: [...open, ...resolved].slice(0, LISTED_MAX).map((incident) => ({
      kind: incident.subjectKind,
      name: plainLine(incident.subject, NAME_CHARS),
      isResolved: incident.state === "RESOLVED",
    })),
    moreSubjects: Math.max(0, group.length - LISTED_MAX),
    failures: Math.max(...current.map((incident) => incident.failures)),
    failedPartitions: current.reduce((sum, incident) => sum + incident.failedPartitions.length, 0),
    reopened: Math.max(...group.map((incident) => incident.reopened)),
    openedAt: lead.openedAt.toISOString(),
    resolvedAt: open.length === 0 ? latest(resolved).toISOString() : null,
    resolvedBy,
    steps: steps.slice(0, LISTED_MAX).map((step) => ({
      key: plainLine(step.key, NAME_CHARS),
      error: step.error ? plainLine(redactSecrets(step.error.message), STEP_ERROR_CHARS) : null,
    })),
    moreSteps: Math.max(0, steps.length - LISTED_MAX),
    error: error
      ? { name: error.name ? plainLine(error.name, NAME_CHARS) : null, message: plainError(error.message, ERROR_CHARS) }
      : null,
    failureReason: newest.evidence?.failureReason ?? null,
    tags: tagTexts(newest.evidence?.runTags ?? {}),
    lastSuccessAt: newest.evidence?.lastSuccessAt ?? null,
    commit: newest.evidence?.commit?.slice(0, 40) ?? null,
    alsoNotified: lead.alsoNotified.slice(0, OWNERS_LISTED_MAX).map((owner) => plainLine(owner, NAME_CHARS)),
    moreNotified: Math.max(0, lead.alsoNotified.length - OWNERS_LISTED_MAX),
    warnings: lead.warnings.slice(0, WARNINGS_LISTED_MAX).map((warning) => plainLine(warning, 300)),
  };
}

const latest = (incidents: readonly Incident[]): Date =>
  new Date(Math.max(...incidents.map((incident) => incident.resolvedAt?.getTime() ?? 0)));

/** As many tags as fit into {@link TAGS_CHARS} characters. */
function tagTexts(tags: Readonly<Record<string, string>>): string[] {
  const texts = Object.entries(tags)
    .filter(([key]) => !looksSecret(key))
    .map(([key, value]) => `${plainLine(key, 130)}: ${plainLine(redactSecrets(value), 130)}`);
  let chars = 0;
  return texts.filter((text) => {
    chars += text.length + 2;
    return chars <= TAGS_CHARS;
  });
}
