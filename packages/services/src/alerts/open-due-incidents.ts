import type { Clock } from "../clock";
import { enqueueOpenedDeliveries } from "./enqueue-deliveries";
import type { AlertStore, AlertTx, Incident } from "./ports";
import { silenceOf, silenceText } from "./silences-for";

type Deps = { readonly alerts: AlertStore; readonly clock: Clock; readonly publicUrl: string };

/**
 * Opens the incidents whose group wait has ended without a recovery, and tells their owners. Incidents of one owner that
 * the same run opened share one message.
 * @returns how many incidents were opened
 */
export const openDueIncidents = (deps: Deps) => async (): Promise<number> => {
  let opened = 0;
  for (const { orgId, deploymentId } of await deps.alerts.unscopedListDue(deps.clock.now())) {
    opened += await deps.alerts.inDeployment(orgId, deploymentId, (tx) => openDue(deps, tx));
  }
  return opened;
};

async function openDue({ clock, publicUrl }: Deps, tx: AlertTx): Promise<number> {
  const now = clock.now();
  const due = await tx.listDue(now);
  const [policies, silences, book] = await Promise.all([
    tx.listPolicies(),
    tx.listSilences(now),
    tx.loadRoutingTable(),
  ]);
  const heard: Incident[] = [];
  for (const incident of due) {
    const silence = silenceOf(incident, silences, now);
    const muted = incident.muted ?? (silence ? silenceText(silence) : null);
    const open = { ...incident, state: "OPEN", notifyAt: null, muted, notifiedAt: muted ? null : now } as const;
    if (muted) await tx.save(open, { type: "opened", runId: open.lastRunId, data: { muted } });
    else heard.push(open);
  }
  for (const group of groupsOf(heard)) {
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
      { tx, book, publicUrl, now },
      sharing,
      policies.find((policy) => policy.id === group[0]?.policyId),
    );
  }
  return due.length;
}

function groupsOf(incidents: readonly Incident[]): readonly (readonly Incident[])[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const key = JSON.stringify([incident.policyId, incident.kind, incident.owner, incident.lastRunId]);
    groups.set(key, [...(groups.get(key) ?? []), incident]);
  }
  return [...groups.values()];
}
