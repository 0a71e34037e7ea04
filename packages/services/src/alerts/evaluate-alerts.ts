import { byEnd, type Outcome, reconcileIncident, streakOf, subjectsOfRun } from "@millrace/core/alerts";
import { isFinished } from "@millrace/core/run";
import { applyReconciled } from "./apply-reconciled";
import type { DeliveryWriter } from "./enqueue-deliveries";
import { type EvaluateDeps, evaluateIn } from "./evaluation-context";
import { type FailureSignal, failureSignals } from "./failure-signals";
import { newIncident } from "./new-incident";
import { policiesFor } from "./policies-for";
import type { AlertPolicy, AlertTx, FinishedRun, Incident, Silence, Subject } from "./ports";

/**
 * Looks at a finished run: opens, updates and resolves the incidents of what it is about. Harmless when it is repeated,
 * late, or at once with others: incidents follow from the history, and a deployment's evaluations go one by one.
 */
export const evaluateAlerts =
  (deps: EvaluateDeps) =>
  async (orgId: string, runId: string): Promise<"evaluated" | "ignored"> => {
    if (await deps.alerts.hasNoIncidentHistory(orgId, runId)) return "evaluated";
    const run = await deps.alerts.findFinishedRun(orgId, runId);
    if (!run || !isFinished(run.status) || run.status === "CANCELED" || run.hasRetry) return "ignored";
    await deps.alerts.ensureDefaultPolicy(orgId);
    await evaluateIn(deps, orgId, run.deploymentId, async ({ announcer, policies, silences }) => {
      for (const subject of await subjectsToEvaluate(announcer.tx, run)) {
        const history = await announcer.tx.readHistory(subject);
        for (const policy of policiesFor(policies, run.deploymentId, subject, "runFailure")) {
          await evaluateSubject(announcer, { run, subject, history, policy, silences });
        }
      }
    });
    return "evaluated";
  };

/** What the run is about, and of a job's assets those that have an incident of their own to heal. */
async function subjectsToEvaluate(tx: AlertTx, run: FinishedRun): Promise<readonly Subject[]> {
  const subjects = subjectsOfRun(run);
  if (run.job === null) return subjects;
  const troubled = await tx.listOpenSubjects("asset", run.assetKeys);
  return [...subjects, ...troubled.map((name) => ({ kind: "asset" as const, name }))];
}

type Evaluation = {
  readonly run: FinishedRun;
  readonly subject: Subject;
  readonly history: readonly Outcome[];
  readonly policy: AlertPolicy;
  readonly silences: readonly Silence[];
};

async function evaluateSubject(announcer: DeliveryWriter, evaluation: Evaluation): Promise<void> {
  const { run, subject, history, policy } = evaluation;
  const own = history.find((outcome) => outcome.id === run.id);
  const { newest } = streakOf(history);
  if (!own || !newest) return;
  const signals = own.result === "failure" ? failureSignals(run, subject) : [];
  const known = await announcer.tx.listNewest(policy.id, subject, "runFailure");
  const owners = new Set([...signals.map((signal) => signal.owner), ...known.map((incident) => incident.owner)]);

  for (const owner of owners) {
    const before = known.find((incident) => incident.owner === owner) ?? null;
    await evaluateOwner(announcer, evaluation, { owner, own, newest, signals, before });
  }
}

/** How the run ended for one of the subject's owners, and what they know. */
type OwnerCase = {
  readonly owner: string;
  readonly own: Outcome;
  readonly newest: Outcome;
  readonly signals: readonly FailureSignal[];
  readonly before: Incident | null;
};

async function evaluateOwner(announcer: DeliveryWriter, evaluation: Evaluation, it: OwnerCase): Promise<void> {
  const { history, policy, silences } = evaluation;
  const { owner, own, newest, signals, before } = it;
  const signal = signals.find((candidate) => candidate.owner === owner);
  const isFailing = newest.result === "failure";
  const isOpen = before !== null && before.state !== "RESOLVED";
  // Somebody else's step failed this time, or a newer run has the word.
  if (isFailing && (!signal || (isOpen && newest.id !== own.id))) return;

  const reconciled = reconcileIncident(
    before,
    streakOf(isFailing ? history.filter((outcome) => byEnd(outcome, own) <= 0) : history),
    { ...policy, threshold: signal?.threshold(policy.threshold) ?? policy.threshold },
    { now: announcer.now, fingerprint: signal?.fingerprint ?? before?.fingerprint ?? null },
  );
  if (reconciled.change === "none" || !reconciled.incident) return;

  const continued = reconciled.change === "created" ? null : before;
  const after: Incident = {
    ...(continued ?? openedBy(evaluation, owner, announcer.now)),
    ...reconciled.incident,
    ...(signal ? failureContextOf(signal, signals, history) : {}),
    ...(reconciled.change === "reopened" ? { acknowledgedAt: null, acknowledgedBy: null } : {}),
  };
  await applyReconciled(announcer, { before: continued, after, reconciled }, policy, silences);
}

function failureContextOf(signal: FailureSignal, all: readonly FailureSignal[], history: readonly Outcome[]) {
  const lastSuccess = [...history].sort(byEnd).findLast((outcome) => outcome.result === "success");
  const firstError = signal.evidence.parts.find((part) => part.error)?.error ?? signal.evidence.error;
  return {
    evidence: { ...signal.evidence, lastSuccessAt: lastSuccess?.endedAt.toISOString() ?? null },
    lastError: firstError?.message.slice(0, 2_000) ?? signal.evidence.failureReason,
    muted: signal.muted,
    alsoNotified: all.filter((other) => other.owner !== signal.owner && !other.muted).map((other) => other.owner),
  };
}

const openedBy = ({ run, subject, policy }: Evaluation, owner: string, now: Date): Incident =>
  newIncident(
    {
      deploymentId: run.deploymentId,
      policyId: policy.id,
      subjectKind: subject.kind,
      subject: subject.name,
      kind: "runFailure",
      owner,
    },
    run.id,
    now,
  );
