import type { Reconciled } from "@millrace/core/alerts";
import { type DeliveryWriter, enqueueOpenedDeliveries, enqueueUpdateDeliveries } from "./enqueue-deliveries";
import type { AlertPolicy, Incident, Silence } from "./ports";
import { silenceOf, silenceText } from "./silences-for";

/** Stores what a reconciliation says about an incident, and tells whoever is to be told. */
export async function applyReconciled(
  announcer: DeliveryWriter,
  change: { before: Incident | null; after: Incident; reconciled: Reconciled },
  policy: AlertPolicy,
  silences: readonly Silence[],
): Promise<void> {
  const { before, reconciled } = change;
  const { notice } = reconciled;
  const isRecovery = reconciled.change === "resolved";
  const silence = silenceOf(change.after, silences, announcer.now);
  // Who was told of a failure is told of the recovery, even if the code has muted itself since.
  const quiet = (isRecovery ? null : change.after.muted) ?? (silence ? silenceText(silence) : null);
  const wasTold = before?.notifiedAt != null;
  const after: Incident = {
    ...change.after,
    muted: notice === null || isRecovery ? change.after.muted : quiet,
    notifiedAt: quiet === null ? change.after.notifiedAt : (before?.notifiedAt ?? null),
  };

  if (notice !== null && quiet === null && !wasTold && !isRecovery) {
    const told = { ...after, notifiedAt: announcer.now };
    await announcer.tx.save(told, eventOf(reconciled, told));
    return enqueueOpenedDeliveries(announcer, [told], policy);
  }
  await announcer.tx.save(after, eventOf(reconciled, after));
  if (quiet !== null || !wasTold || notice === null || notice === "opened") return;
  await enqueueUpdateDeliveries(announcer, after, notice, reconciled.because);
}

const eventOf = (reconciled: Reconciled, incident: Incident) => ({
  type: reconciled.change,
  runId: incident.lastRunId,
  data: {
    failures: incident.failures,
    successes: incident.successes,
    notice: reconciled.notice,
    muted: incident.muted,
  },
});
