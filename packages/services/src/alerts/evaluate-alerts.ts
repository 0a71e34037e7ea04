import { type AlertTx, type FinishedRun, type Outcome, type Subject, subjectsOfRun } from "@millrace/core/alerts";
import { isFinished } from "@millrace/core/run";
import { type EvaluateDeps, evaluateIn } from "./evaluation-context";
import { reconcileSubject } from "./reconcile-subject";
import { runSignals } from "./run-signals";

/** Reports a finished run about each of its subjects. Ignores canceled runs and runs that will be retried. */
export const evaluateAlerts =
  (deps: EvaluateDeps) =>
  async (orgId: string, runId: string): Promise<"evaluated" | "ignored"> => {
    if (await deps.alerts.hasNoIncidentHistory(orgId, runId)) return "evaluated";
    const run = await deps.alerts.findFinishedRun(orgId, runId);
    if (!run || !isFinished(run.status) || run.status === "CANCELED" || run.hasRetry) return "ignored";
    await deps.alerts.ensureDefaultPolicy(orgId);
    await evaluateIn(deps, orgId, run.deploymentId, async (context) => {
      for (const subject of await subjectsToEvaluate(context.writer.tx, run)) {
        const history = outcomesOf(run, subject, await context.writer.tx.readHistory(subject));
        const hasFailed = history.some((outcome) => outcome.id === run.id && outcome.result === "failure");
        const signals = hasFailed ? runSignals(run, subject) : [];
        await reconcileSubject(context, { subject, kind: "runFailure", outcomeId: run.id, history, signals });
      }
    });
    return "evaluated";
  };

/** An asset without partitions can be part of a run for some. */
function outcomesOf(run: FinishedRun, subject: Subject, history: readonly Outcome[]): readonly Outcome[] {
  const asset = subject.kind === "asset" ? run.manifest?.assets.find(({ key }) => key === subject.name) : undefined;
  if (!asset || asset.partitions) return history;
  return history.map((outcome) => ({ ...outcome, partitions: [] }));
}

/** The run's subjects, and those of a job's assets that have an open incident of their own to resolve. */
async function subjectsToEvaluate(tx: AlertTx, run: FinishedRun): Promise<readonly Subject[]> {
  const subjects = subjectsOfRun(run);
  if (run.job === null) return subjects;
  const open = await tx.listOpenSubjects("asset", run.assetKeys);
  return [...subjects, ...open.map((name) => ({ kind: "asset" as const, name }))];
}
