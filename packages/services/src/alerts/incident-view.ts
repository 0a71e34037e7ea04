import type { Incident, IncidentView, RoutingTable } from "@millrace/core/alerts";

/** What the message of incidents that share one says; the lead comes first. */
export function incidentView(group: readonly Incident[], routing: RoutingTable, publicUrl: string): IncidentView {
  const lead = group[0];
  if (!lead) throw new Error("A message needs an incident");
  const base = `${publicUrl.replace(/\/$/, "")}/o/${encodeURIComponent(routing.orgSlug)}/${encodeURIComponent(routing.deployment)}`;
  const open = group.filter((incident) => incident.state !== "RESOLVED");
  const newest = open[0] ?? lead;
  const runId = newest.lastRunId ?? newest.evidence?.runId ?? null;
  const resolved = group.map((incident) => incident.resolvedAt?.getTime() ?? 0);
  return {
    url: `${base}/incidents?incident=${encodeURIComponent(lead.id)}`,
    runUrl: runId ? `${base}/runs/${encodeURIComponent(runId)}` : null,
    deployment: routing.deployment,
    owner: lead.owner,
    kind: lead.kind,
    subjects: [...open, ...group.filter((incident) => incident.state === "RESOLVED")].map((incident) => ({
      name: incident.subject,
      kind: incident.subjectKind,
      isResolved: incident.state === "RESOLVED",
    })),
    failures: Math.max(...(open.length > 0 ? open : group).map((incident) => incident.failures)),
    reopened: Math.max(...group.map((incident) => incident.reopened)),
    openedAt: lead.openedAt,
    resolvedAt: open.length === 0 ? new Date(Math.max(...resolved)) : null,
    parts: (open.length > 0 ? open : group).flatMap((incident) => incident.evidence?.parts ?? []),
    error: newest.evidence?.error ?? null,
    failureReason: newest.evidence?.failureReason ?? null,
    runTags: newest.evidence?.runTags ?? {},
    lastSuccessAt: newest.evidence?.lastSuccessAt ? new Date(newest.evidence.lastSuccessAt) : null,
    commit: newest.evidence?.commit ?? null,
    alsoNotified: lead.alsoNotified,
    warnings: lead.warnings,
  };
}
