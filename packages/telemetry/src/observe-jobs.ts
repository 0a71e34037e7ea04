import type { Logger } from "./logger";
import type { Metrics } from "./metrics";

type JobOutcome = { readonly job: string; readonly ok: boolean; readonly seconds: number };

/** Reports the jobs of a queue consumer: how long they take, and which fail. */
export function observeJobs({ log, metrics }: { log: Pick<Logger, "error">; metrics: Metrics }) {
  const jobSeconds = metrics.duration("job_seconds", "Duration of queue jobs", ["job", "ok"]);
  return {
    onError: (error: Error, context: object) => log.error({ err: error, ...context }, "queue job failed"),
    onOutcome: ({ job, ok, seconds }: JobOutcome) => jobSeconds.observe({ job, ok: String(ok) }, seconds),
  };
}
