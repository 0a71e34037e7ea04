import { mapOf, type RunPlan } from "@millrace/core/plan";
import { isCancelable, isFinished, type RunDetails, type RunPages, type StepRow } from "@millrace/core/run";
import type { Scope } from "../scope";
import type { ViewedDeployment } from "../viewed-deployment";
import { findRunIn } from "./list-runs";

export type StepError = {
  readonly name?: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly frame?: { readonly file: string; readonly line: number; readonly column?: number; readonly text: string };
};

export type RunStepView = Omit<StepRow, "error"> & {
  readonly error: StepError | null;
  readonly needs: readonly string[];
  readonly pool: string | null;
  readonly owners: readonly string[];
};

export type RunPage = {
  readonly run: Omit<RunDetails, "plan" | "error">;
  readonly steps: readonly RunStepView[];
  /** The first thing that went wrong; later failures are usually its consequences. */
  readonly failure: {
    readonly step: string | null;
    readonly reason: string | null;
    readonly error: StepError | null;
  } | null;
  readonly capabilities: { readonly cancel: boolean; readonly rerun: boolean; readonly setPriority: boolean };
};

/** What the page of a run shows. The server decides what the viewer may do; the page only renders it. */
export const getRunPage =
  ({ pages }: { pages: RunPages }) =>
  async (scope: Scope, deployment: ViewedDeployment<"run:launch" | "run:cancel">, runId: string): Promise<RunPage> => {
    const { plan, error, ...run } = await findRunIn(pages, scope.orgId, deployment.id, runId);
    const rows = await pages.listSteps(scope.orgId, runId);
    const steps = stepViews(plan, rows);
    const finished = isFinished(run.status);
    return {
      run,
      steps,
      failure: run.status === "FAILURE" ? firstFailure(run.failureReason, error, steps) : null,
      capabilities: {
        cancel: isCancelable(run.status) && deployment.can("run:cancel", run.locationId),
        rerun: finished && deployment.can("run:launch", run.locationId),
        setPriority: run.status === "QUEUED" && deployment.can("run:launch", run.locationId),
      },
    };
  };

/** Steps as they stand; before the run starts, as they are planned. */
function stepViews(plan: RunPlan, rows: readonly StepRow[]): readonly RunStepView[] {
  const planned = new Map(plan.steps.map((step) => [step.key, step]));
  const existing: readonly StepRow[] = rows.length > 0 ? rows : plan.steps.map(plannedRow);
  return existing.map((row) => {
    const step = planned.get(row.key) ?? planned.get(mapOf(row.key));
    return {
      ...row,
      error: row.error as StepError | null,
      needs: step?.needs ?? [],
      pool: step?.pool ?? null,
      owners: step?.owners ?? [],
    };
  });
}

const plannedRow = (step: RunPlan["steps"][number], index: number): StepRow => ({
  key: step.key,
  kind: step.kind,
  definition: step.definition,
  assets: step.assets,
  status: "PENDING",
  stepAttempt: 0,
  startedAt: null,
  endedAt: null,
  error: null,
  reason: null,
  ordinal: index + 1,
});

function firstFailure(reason: string | null, error: unknown, steps: readonly RunStepView[]): RunPage["failure"] {
  const failed = steps
    .filter((step) => step.status === "FAILURE" && step.reason !== "WORKER_LOST")
    .sort((a, b) => (a.endedAt?.getTime() ?? 0) - (b.endedAt?.getTime() ?? 0));
  const [first] = failed;
  return {
    step: first?.key ?? null,
    reason: first?.reason ?? reason,
    error: first?.error ?? (error as StepError | null) ?? null,
  };
}
