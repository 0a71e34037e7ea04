import type { RetryOutcome } from "./retry-run";

type Deps = {
  readonly retry: (orgId: string, runId: string) => Promise<RetryOutcome>;
  readonly outbox: { unscopedWrite(jobs: readonly { job: string; payload: unknown }[]): Promise<void> };
};

/** What follows a failed run: a retry by policy; else alerts look at it. Nobody is told of a failure that is retried. */
export const handleFailedRun =
  ({ retry, outbox }: Deps) =>
  async ({ orgId, runId }: { orgId: string; runId: string }): Promise<RetryOutcome> => {
    const outcome = await retry(orgId, runId);
    if (outcome.kind === "final") await outbox.unscopedWrite([{ job: "evaluateAlerts", payload: { orgId, runId } }]);
    return outcome;
  };
