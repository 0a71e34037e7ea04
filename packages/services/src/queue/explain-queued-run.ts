import { DomainError } from "@millrace/core";
import { type BlockingLimit, findBlockingLimits, type QueueReader } from "@millrace/core/admission";
import type { Scope } from "../scope";

export type Waiting = {
  /** Its place among the waiting runs of the deployment, from 1; null when it is about to start or starts at a time. */
  readonly position: number | null;
  readonly limits: readonly BlockingLimit[];
  /** It starts at this time at the earliest. */
  readonly notBefore: Date | null;
};

/** What stands between a queued run and its start: the limits in its way, widest first, and who holds them. */
export const explainQueuedRun =
  ({ queue }: { queue: QueueReader }) =>
  async (scope: Scope, deployment: { id: string }, runId: string): Promise<Waiting> => {
    const run = await queue.findRun(scope.orgId, runId);
    if (run?.deploymentId !== deployment.id) {
      throw new DomainError("notFound", "run_not_found", `Run ${runId} not found in this deployment.`);
    }
    if (run.status !== "QUEUED") return { position: null, limits: [], notBefore: null };
    const picture = await queue.readPicture(scope.orgId, run.deploymentId);
    const [waiting] = findBlockingLimits(picture, [runId]);
    return { position: waiting?.position ?? null, limits: waiting?.limits ?? [], notBefore: run.notBefore };
  };

/** A limit in words, for the command line and messages. */
export const limitText = ({ kind, name, used, limit }: BlockingLimit): string => {
  const what =
    kind === "organization" ? "Organization quota" : kind === "capacity" ? "free workers" : `${kind} ${name}`;
  if (used === null) return `${what} (usage unavailable)`;
  return limit === 0 ? `${what} (paused)` : `${what} (${used} of ${limit} in use)`;
};
