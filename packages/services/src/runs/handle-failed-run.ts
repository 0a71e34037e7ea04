import type { JobPayloads, Outbox } from "@millrace/core/background-jobs";
import type { RetryOutcome } from "./retry-run";

type Deps = {
  readonly retry: (orgId: string, runId: string) => Promise<RetryOutcome>;
  readonly outbox: Pick<Outbox, "unscopedWrite">;
};

/** Retries a failed run by policy, or hands it to alerts. A failure that is retried notifies no one. */
export const handleFailedRun =
  ({ retry, outbox }: Deps) =>
  async ({ orgId, runId }: JobPayloads["handleFailedRun"]): Promise<RetryOutcome> => {
    const outcome = await retry(orgId, runId);
    if (outcome.kind === "final") await outbox.unscopedWrite([{ job: "evaluateAlerts", payload: { orgId, runId } }]);
    return outcome;
  };
