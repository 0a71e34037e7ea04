import type { PastRuns, RunMoves, RunPages, RunPriorities } from "@millrace/core/run";
import type { z } from "zod";
import type { Scope } from "../scope";
import { cancelRun } from "./cancel-run";
import { type LaunchDeps, type LaunchRunInput, launchRun } from "./launch-run";
import { countNewerRuns, findRunIn, findRunNeighbors, listRuns, listRunsById, locateRun } from "./list-runs";
import type { LaunchOrigin } from "./new-run";
import { type RerunInput, rerunRun } from "./rerun";
import { listRunEvents } from "./run-events";
import { type LogTexts, readRunLog, readRunOutputSizes } from "./run-log";
import { getRunPage } from "./run-page";
import { findTarget, type RunTarget } from "./run-target";
import { type SetPriorityInput, setRunPriority } from "./set-priority";

export type RunUseCaseDeps = LaunchDeps & {
  readonly runs: LaunchDeps["runs"] & RunMoves & PastRuns & RunPriorities;
  readonly pages: RunPages;
  readonly objects: LogTexts;
};

type Deployment = { readonly id: string };

export type RunUseCases = ReturnType<typeof runUseCases>;

/** Maximum number of runs that a person or a token can start with one launch; more are a backfill. */
export const RUNS_PER_LAUNCH_MAX = 100;

const originOf = ({ actor }: Scope): LaunchOrigin => ({
  trigger: actor.kind === "token" ? "api" : "manual",
  runsMax: RUNS_PER_LAUNCH_MAX,
});

/**
 * What people and tokens do with runs. Before a change, the caller's permission is checked in the code location that
 * `findLocationId` or `findTarget` returns.
 */
export function runUseCases(deps: RunUseCaseDeps) {
  const launch = launchRun(deps);
  const rerun = rerunRun({ ...deps, history: deps.runs });
  const setPriority = setRunPriority(deps);

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
    /** @throws {DomainError} `run_not_found` when the deployment has no such run */
    findLocationId: async (scope: Scope, deployment: Deployment, runId: string): Promise<string> =>
      (await findRunIn(deps.pages, scope.orgId, deployment.id, runId)).locationId,
    findTarget: (scope: Scope, deployment: Deployment, input: LaunchRunInput) =>
      findTarget(deps.definitions, scope.orgId, deployment.id, input),
    launch: (scope: Scope, deployment: Deployment, input: LaunchRunInput, target?: RunTarget) =>
      launch(scope, deployment, input, originOf(scope), target),
    cancel: cancelRun(deps),
    rerun: (scope: Scope, runId: string, input: RerunInput) => rerun(scope, { runId }, input),
    setPriority: (scope: Scope, runId: string, input: z.output<typeof SetPriorityInput>) =>
      setPriority(scope, { runId }, input),
  };
}
