import type { AlertPolicy, Incident, Reconciled } from "@millrace/core/alerts";
import { enqueueOpenedDeliveries, enqueueUpdateDeliveries } from "./enqueue-deliveries";
import type { EvaluationContext } from "./evaluation-context";
import { silenceOf, silenceText } from "./silences-for";

/** Stores what a reconciliation changed about an incident, and enqueues the notifications about it. */
export async function applyReconciled(
  { writer, silences }: Pick<EvaluationContext, "writer" | "silences">,
  change: { before: Incident | null; after: Incident; reconciled: Reconciled },
  policy: AlertPolicy,
): Promise<void> {
  const { before, reconciled } = change;
  const { notice } = reconciled;
  const isRecovery = reconciled.change === "resolved";
  const silence = silenceOf(change.after, silences, writer.now);
  // Owners who were notified of a failure are notified of the recovery, even if the code was muted since.
  const quiet = (isRecovery ? null : change.after.muted) ?? (silence ? silenceText(silence) : null);
  const wasNotified = before?.notifiedAt != null;
  const after: Incident = {
    ...change.after,
    muted: notice === null || isRecovery ? change.after.muted : quiet,
    notifiedAt: quiet === null ? change.after.notifiedAt : (before?.notifiedAt ?? null),
  };

  if (notice !== null && quiet === null && !wasNotified && !isRecovery) {
    const notified = { ...after, notifiedAt: writer.now };
    await writer.tx.save(notified, eventOf(reconciled, notified));
    return enqueueOpenedDeliveries(writer, [notified], policy);
  }
  await writer.tx.save(after, eventOf(reconciled, after));
  if (quiet !== null || !wasNotified || notice === null || notice === "opened") return;
  await enqueueUpdateDeliveries(writer, after, { notice, because: reconciled.because });
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
