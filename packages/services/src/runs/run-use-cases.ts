import type { z } from "zod";
import type { Scope } from "../scope";
import { assertPermission, type ViewedDeployment } from "../viewed-deployment";
import { cancelRun } from "./cancel-run";
import type { RunReader } from "./finished-run";
import { type LaunchDeps, type LaunchRunInput, launchRun } from "./launch-run";
import { countNewerRuns, findRunIn, findRunNeighbors, listRuns, listRunsById, locateRun } from "./list-runs";
import type { RunMoves } from "./ports";
import type { RunPages } from "./read-ports";
import { type RerunInput, rerunRun } from "./rerun";
import { listRunEvents } from "./run-events";
import { type LogTexts, readRunLog, readRunOutputSizes } from "./run-log";
import { getRunPage } from "./run-page";
import { type RunPriorities, type SetPriorityInput, setRunPriority } from "./set-priority";

export type RunUseCaseDeps = LaunchDeps & {
  readonly runs: LaunchDeps["runs"] & RunMoves & RunReader & RunPriorities;
  readonly pages: RunPages;
  readonly objects: LogTexts;
};

type RunViewer = ViewedDeployment<"run:launch" | "run:cancel">;

export type RunUseCases = ReturnType<typeof runUseCases>;

/** What people and tokens do with runs. Writes prove first that the run is in the deployment and may be touched. */
export function runUseCases(deps: RunUseCaseDeps) {
  const launch = launchRun(deps);
  const cancel = cancelRun(deps);
  const reexecute = rerunRun({ ...deps, history: deps.runs });
  const setPriority = setRunPriority(deps);
  const requirePermission = async (
    scope: Scope,
    deployment: RunViewer,
    permission: "run:launch" | "run:cancel",
    runId: string,
  ) => {
    const run = await findRunIn(deps.pages, scope.orgId, deployment.id, runId);
    assertPermission(deployment, permission, run.locationId);
  };

  return {
    list: listRuns(deps),
    newerCount: countNewerRuns(deps),
    byIds: listRunsById(deps),
    get: getRunPage(deps),
    events: listRunEvents(deps),
    log: readRunLog(deps),
    outputSizes: readRunOutputSizes(deps),
    neighbors: findRunNeighbors(deps),
    locate: locateRun(deps),
    launch: (scope: Scope, deployment: RunViewer, input: LaunchRunInput) =>
      launch(scope, deployment, input, (locationId) => assertPermission(deployment, "run:launch", locationId)),
    cancel: async (scope: Scope, deployment: RunViewer, input: { runId: string }) => {
      await requirePermission(scope, deployment, "run:cancel", input.runId);
      return cancel(scope, input);
    },
    reexecute: async (scope: Scope, deployment: RunViewer, runId: string, input: RerunInput) => {
      await requirePermission(scope, deployment, "run:launch", runId);
      return reexecute(scope, { runId }, input);
    },
    setPriority: async (
      scope: Scope,
      deployment: RunViewer,
      runId: string,
      input: z.output<typeof SetPriorityInput>,
    ) => {
      await requirePermission(scope, deployment, "run:launch", runId);
      return setPriority(scope, { runId }, input);
    },
  };
}
