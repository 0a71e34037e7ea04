import {
  type AlertPolicy,
  byEnd,
  type FailureContext,
  type Incident,
  type IncidentKind,
  KIND_FACTS,
  type Outcome,
  reconcileIncident,
  type Severity,
  type Subject,
  type SubjectStreak,
  subjectStreak,
} from "@millrace/core/alerts";
import { applyReconciled } from "./apply-reconciled";
import type { EvaluationContext } from "./evaluation-context";
import { newIncident } from "./new-incident";
import { policiesFor } from "./policies-for";

/** What one owner is notified about when a subject fails. */
export type AlertSignal = {
  readonly owner: string;
  readonly severity: Severity;
  readonly fingerprint: string;
  readonly failure: Omit<FailureContext, "lastSuccessAt">;
  /** Why this owner isn't notified, if so. */
  readonly muted: string | null;
  /** Returns the consecutive failures after which the incident opens. */
  readonly threshold: (policyThreshold: number) => number;
};

/** How something that may alert ended: a run, a load, … */
export type SubjectReport = {
  readonly subject: Subject;
  readonly kind: IncidentKind;
  /** ID of the outcome to evaluate; a report about an outcome that isn't in `history` changes nothing. */
  readonly outcomeId: string;
  readonly history: readonly Outcome[];
  /** One per owner if the outcome is a failure, else none. */
  readonly signals: readonly AlertSignal[];
};

/**
 * Opens, updates, and resolves the incidents of a subject, one per policy and owner. Repeated, late, and concurrent
 * reports are harmless because incidents follow from the history.
 */
export async function reconcileSubject(context: EvaluationContext, report: SubjectReport): Promise<void> {
  const own = report.history.find((outcome) => outcome.id === report.outcomeId);
  if (!own) return;
  for (const policy of policiesFor(context.policies, context.deploymentId, report.subject, report.kind)) {
    const known = await context.writer.tx.listNewest(policy.id, report.subject, report.kind);
    const owners = new Set([...report.signals, ...known].map((it) => it.owner));
    for (const owner of owners) {
      const before = known.find((incident) => incident.owner === owner) ?? null;
      const signal = report.signals.find((candidate) => candidate.owner === owner);
      await reconcileOwner(context, report, { policy, owner, own, signal, before });
    }
  }
}

/** How the outcome concerns one owner, and the incident that they know of. */
type OwnerCase = {
  readonly policy: AlertPolicy;
  readonly owner: string;
  readonly own: Outcome;
  readonly signal: AlertSignal | undefined;
  readonly before: Incident | null;
};

async function reconcileOwner(context: EvaluationContext, report: SubjectReport, it: OwnerCase): Promise<void> {
  const { policy, owner, signal, before } = it;
  const { now } = context.writer;
  const streak = streakFor(report.history, it);
  if (!streak) return;

  const reconciled = reconcileIncident(
    before,
    streak,
    { ...policy, threshold: signal?.threshold(policy.threshold) ?? policy.threshold },
    { now, fingerprint: signal?.fingerprint ?? before?.fingerprint ?? null },
  );
  if (reconciled.change === "none" || !reconciled.incident) return;

  const continued = reconciled.change === "created" ? null : before;
  const runId = KIND_FACTS[report.kind].outcomesAreRuns ? reconciled.incident.lastOutcomeId : null;
  const after: Incident = {
    ...(continued ?? openedBy(context, report, policy, owner)),
    ...reconciled.incident,
    lastRunId: runId,
    ...(signal ? describedBy(signal, report, policy) : {}),
    ...(reconciled.change === "reopened" ? { acknowledgedAt: null, acknowledgedBy: null } : {}),
  };
  await applyReconciled(context, { before: continued, after, reconciled }, policy);
}

/** Returns the streak that the outcome leads to; undefined if it doesn't concern the owner's incident. */
function streakFor(history: readonly Outcome[], { own, signal, before }: OwnerCase): SubjectStreak | undefined {
  const isOpen = before !== null && before.state !== "RESOLVED";
  // A person can resolve an incident whose partitions are still failing. It starts again with later failures only.
  const since = isOpen ? undefined : before?.resolvedAt;
  const relevant = since ? history.filter((it) => it.id === own.id || it.endedAt > since) : history;
  const streak = subjectStreak(relevant, isOpen ? before.failedPartitions : []);
  if (streak.failures === 0) return subjectStreak(history);
  // Another partition succeeded: the incident's list of failed partitions can get shorter.
  if (own.result === "success") return isOpen ? streak : undefined;
  // Another owner's part failed this time, or a newer outcome was evaluated already.
  if (!signal || (isOpen && streak.newest?.id !== own.id)) return undefined;
  const upToOwn = subjectStreak(history.filter((outcome) => byEnd(outcome, own) <= 0));
  return { ...upToOwn, failedPartitions: streak.failedPartitions };
}

/** The part of an incident that follows from its last failure. */
function describedBy(signal: AlertSignal, { signals, history }: SubjectReport, policy: AlertPolicy) {
  const lastSuccess = [...history].sort(byEnd).findLast((outcome) => outcome.result === "success");
  const error = signal.failure.parts.find((part) => part.error)?.error ?? signal.failure.error;
  return {
    severity: policy.severity ?? signal.severity,
    evidence: { ...signal.failure, lastSuccessAt: lastSuccess?.endedAt.toISOString() ?? null },
    lastError: error?.message.slice(0, 2_000) ?? signal.failure.failureReason,
    muted: signal.muted,
    alsoNotified: signals.filter((other) => other.owner !== signal.owner && !other.muted).map((other) => other.owner),
  };
}

const openedBy = (
  { deploymentId, writer }: EvaluationContext,
  { subject, kind, outcomeId }: SubjectReport,
  policy: AlertPolicy,
  owner: string,
): Incident =>
  newIncident(
    { deploymentId, policyId: policy.id, subjectKind: subject.kind, subject: subject.name, kind, owner },
    KIND_FACTS[kind].outcomesAreRuns ? outcomeId : null,
    writer.now,
  );
