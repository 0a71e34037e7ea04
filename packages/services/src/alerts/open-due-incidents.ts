import type { Incident } from "@millrace/core/alerts";
import { enqueueOpenedDeliveries } from "./enqueue-deliveries";
import { type EvaluateDeps, type EvaluationContext, evaluateIn } from "./evaluation-context";
import { silenceOf, silenceText } from "./silences-for";

/**
 * Opens the incidents whose group wait has ended without a recovery, and notifies their owners. Incidents of one owner
 * that the same outcome opened share one message.
 * @returns the number of incidents opened
 */
export const openDueIncidents = (deps: EvaluateDeps) => async (): Promise<number> => {
  let opened = 0;
  for (const { orgId, deploymentId } of await deps.alerts.unscopedListDue(deps.clock.now())) {
    opened += await evaluateIn(deps, orgId, deploymentId, openDue);
  }
  return opened;
};

async function openDue({ writer, policies, silences }: EvaluationContext): Promise<number> {
  const { tx, now } = writer;
  const due = await tx.listDue(now);
  const unmuted: Incident[] = [];
  for (const incident of due) {
    const silence = silenceOf(incident, silences, now);
    const muted = incident.muted ?? (silence ? silenceText(silence) : null);
    const open = { ...incident, state: "OPEN", notifyAt: null, muted, notifiedAt: muted ? null : now } as const;
    if (muted) await tx.save(open, { type: "opened", runId: open.lastRunId, data: { muted } });
    else unmuted.push(open);
  }
  for (const group of groupsOf(unmuted)) {
    const leadId = group[0]?.id ?? null;
    const sharing = group.map((incident) => ({ ...incident, leadId: incident.id === leadId ? null : leadId }));
    for (const incident of sharing) {
      await tx.save(incident, {
        type: "opened",
        runId: incident.lastRunId,
        data: incident.leadId ? { sharesMessageOf: leadId } : {},
      });
    }
    await enqueueOpenedDeliveries(
      writer,
      sharing,
      policies.find((policy) => policy.id === group[0]?.policyId),
    );
  }
  return due.length;
}

function groupsOf(incidents: readonly Incident[]): readonly (readonly Incident[])[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const key = JSON.stringify([incident.policyId, incident.kind, incident.owner, incident.lastOutcomeId]);
    groups.set(key, [...(groups.get(key) ?? []), incident]);
  }
  return [...groups.values()];
}
