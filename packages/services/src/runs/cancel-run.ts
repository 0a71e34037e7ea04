import { DomainError } from "@millrace/core";
import { isFinished, type RunMoves, type RunState } from "@millrace/core/run";
import type { Scope } from "../scope";

/**
 * Ends a run: at once while no one executes it, else its worker learns of it with its next heartbeat.
 * Canceling a run that is being canceled changes nothing; one that has finished is refused.
 */
export const cancelRun =
  ({ runs }: { runs: RunMoves }) =>
  async (scope: Scope, { runId }: { runId: string }): Promise<RunState> => {
    const message = `Canceled by ${scope.actor.name}`;
    const answer = await runs.transition(scope.orgId, runId, { event: "cancel", message, reason: "CANCELED_BY_USER" });
    if (answer.kind === "stale") {
      const { run } = answer;
      if (!run) throw new DomainError("notFound", "run_not_found", `Run ${runId} not found.`);
      if (isFinished(run.status)) {
        throw new DomainError("conflict", "run_finished", `Run ${runId} has already finished (${run.status}).`);
      }
      return run;
    }
    if (answer.from !== "STARTING") return answer.run;
    const ended = await runs.transition(scope.orgId, runId, {
      event: "canceled",
      message,
      version: answer.run.version,
    });
    return ended.run ?? answer.run;
  };
