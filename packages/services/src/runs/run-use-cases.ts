import type { z } from "zod";
import type { Scope } from "../scope";
import { cancelRun } from "./cancel-run";
import type { RunReader } from "./finished-run";
import { type LaunchDeps, type LaunchRunInput, launchRun } from "./launch-run";
import { countNewerRuns, findRunIn, findRunNeighbors, listRuns, listRunsById, locateRun } from "./list-runs";
import type { RunMoves } from "./ports";
import type { RunPages } from "./read-ports";
import { type ReexecuteRunInput, reexecuteRun } from "./reexecute-run";
import { assertMay, type RunViewer } from "./run-access";
import { listRunEvents } from "./run-events";
import { type LogTexts, readRunLog, readRunOutputSizes } from "./run-log";
import { getRunPage } from "./run-page";
import { type RunPriorities, type SetPriorityInput, setRunPriority } from "./set-priority";

export type RunUseCaseDeps = LaunchDeps & {
  readonly runs: LaunchDeps["runs"] & RunMoves & RunReader & RunPriorities;
  readonly pages: RunPages;
  readonly objects: LogTexts;
};

export type RunUseCases = ReturnType<typeof runUseCases>;

/** What people and tokens do with runs. Writes prove first that the run is in the deployment and may be touched. */
export function runUseCases(deps: RunUseCaseDeps) {
  const launch = launchRun(deps);
  const cancel = cancelRun(deps);
  const reexecute = reexecuteRun({ ...deps, history: deps.runs });
  const setPriority = setRunPriority(deps);
  const proveMay = async (scope: Scope, viewer: RunViewer, permission: "run:launch" | "run:cancel", runId: string) => {
    const run = await findRunIn(deps.pages, scope.orgId, viewer.id, runId);
    assertMay(viewer, permission, run.locationId);
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
    launch: (scope: Scope, viewer: RunViewer, input: LaunchRunInput) =>
      launch(scope, viewer, input, (locationId) => assertMay(viewer, "run:launch", locationId)),
    cancel: async (scope: Scope, viewer: RunViewer, input: { runId: string }) => {
      await proveMay(scope, viewer, "run:cancel", input.runId);
      return cancel(scope, input);
    },
    reexecute: async (scope: Scope, viewer: RunViewer, runId: string, input: ReexecuteRunInput) => {
      await proveMay(scope, viewer, "run:launch", runId);
      return reexecute(scope, { runId }, input);
    },
    setPriority: async (scope: Scope, viewer: RunViewer, runId: string, input: z.output<typeof SetPriorityInput>) => {
      await proveMay(scope, viewer, "run:launch", runId);
      return setPriority(scope, { runId }, input);
    },
  };
}
