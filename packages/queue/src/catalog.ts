import type { BackgroundJob, BackgroundJobName, JobPayloads } from "@millrace/core/background-jobs";
import type { JobsOptions } from "bullmq";

type Route<N extends BackgroundJobName> = {
  readonly queue: string;
  /** Unique while the job exists: the same work that is published twice is done once. Must not contain ":". */
  id(payload: JobPayloads[N]): string;
  readonly options: Pick<JobsOptions, "attempts" | "backoff">;
};
type Routes = { readonly [N in BackgroundJobName]: Route<N> };

const attempts = (attempts: number, delay: number) => ({ attempts, backoff: { type: "exponential", delay } });

/** The queue of every background job, its ID there, and how often it is attempted. */
const ROUTES = {
  launchRun: { queue: "runs", id: (it) => `launch-${it.runId}-${it.attempt}`, options: attempts(3, 1_000) },
  loadVersion: { queue: "loads", id: (it) => `load-${it.versionId}`, options: attempts(3, 1_000) },
  handleFailedRun: { queue: "engine", id: (it) => `settle-${it.runId}`, options: attempts(10, 500) },
  evaluateAlerts: { queue: "engine", id: (it) => `alerts-${it.runId}`, options: attempts(10, 500) },
  evaluateLoad: { queue: "engine", id: (it) => `load-alerts-${it.versionId}`, options: attempts(10, 500) },
  sendMail: { queue: "mail", id: (it) => `mail-${it.mailId}`, options: attempts(8, 5_000) },
  deliverAlert: { queue: "alerts", id: (it) => `alert-${it.deliveryId}`, options: attempts(8, 5_000) },
} as const satisfies Routes;

export type QueueName = (typeof ROUTES)[BackgroundJobName]["queue"];
export const QUEUE_NAMES = [...new Set(Object.values(ROUTES).map((it) => it.queue))] as readonly QueueName[];

type JobsOf<Q extends QueueName> = {
  [N in BackgroundJobName]: (typeof ROUTES)[N]["queue"] extends Q ? N : never;
}[BackgroundJobName];

export type Handler<N extends BackgroundJobName> = (payload: JobPayloads[N], signal: AbortSignal) => Promise<void>;

/** The handlers of a queue: one for each of its jobs, or it doesn't compile. */
export type Handlers<Q extends QueueName> = { [N in JobsOf<Q>]: Handler<N> };

/** Returns the queue of a job, and the job as BullMQ takes it. */
export function routeOf<N extends BackgroundJobName>({ job, payload }: BackgroundJob<N>) {
  const { id, options } = (ROUTES as Routes)[job];
  return { queue: ROUTES[job].queue, name: job, data: payload, opts: { ...options, jobId: id(payload) } };
}
