import type { JobsOptions } from "bullmq";
import { z } from "zod";

const job = <Q extends string, S extends z.ZodType>(spec: {
  queue: Q;
  payload: S;
  /** Unique while the job exists: the same work that is published twice is done once. Must not contain ":". */
  id(payload: z.infer<S>): string;
  options?: Pick<JobsOptions, "attempts" | "backoff">;
}) => spec;

const RunRef = z.object({ orgId: z.string(), runId: z.string() });

/** Every background job in the product. Payloads carry ids, never rows: the handler reads the truth. */
export const jobs = {
  /** Execute an admitted run. Handled by workers. */
  launchRun: job({
    queue: "runs",
    payload: RunRef.extend({ attempt: z.number().int() }),
    id: (it) => `launch-${it.runId}-${it.attempt}`,
    options: { attempts: 3, backoff: { type: "exponential", delay: 1_000 } },
  }),
  /** Load an uploaded version in a sandbox and extract its manifest. Handled by workers. */
  loadVersion: job({
    queue: "loads",
    payload: z.object({ orgId: z.string(), versionId: z.string() }),
    id: (it) => `load-${it.versionId}`,
    options: { attempts: 3, backoff: { type: "exponential", delay: 1_000 } },
  }),
  /** A run has failed: retry it by policy, else let alerts look at it. */
  handleFailedRun: job({
    queue: "engine",
    payload: RunRef,
    id: (it) => `settle-${it.runId}`,
    options: { attempts: 10, backoff: { type: "exponential", delay: 500 } },
  }),
  /** A run has finished and no retry follows: open, update or resolve incidents. */
  evaluateAlerts: job({
    queue: "engine",
    payload: RunRef,
    id: (it) => `alerts-${it.runId}`,
    options: { attempts: 10, backoff: { type: "exponential", delay: 500 } },
  }),
  /** A version has loaded, or has not: open or resolve the incident of its code location. */
  evaluateLoad: job({
    queue: "engine",
    payload: z.object({ orgId: z.string(), versionId: z.string() }),
    id: (it) => `load-alerts-${it.versionId}`,
    options: { attempts: 10, backoff: { type: "exponential", delay: 500 } },
  }),
  sendMail: job({
    queue: "mail",
    payload: z.object({ mailId: z.string() }),
    id: (it) => `mail-${it.mailId}`,
    options: { attempts: 8, backoff: { type: "exponential", delay: 5_000 } },
  }),
  /** Handled by the slack app. */
  deliverAlert: job({
    queue: "alerts",
    payload: z.object({ orgId: z.string(), deliveryId: z.string() }),
    id: (it) => `alert-${it.deliveryId}`,
    options: { attempts: 8, backoff: { type: "exponential", delay: 5_000 } },
  }),
};

export type JobName = keyof typeof jobs;
export type QueueName = (typeof jobs)[JobName]["queue"];
export type Payload<N extends JobName> = z.infer<(typeof jobs)[N]["payload"]>;

type JobsOf<Q extends QueueName> = { [N in JobName]: (typeof jobs)[N]["queue"] extends Q ? N : never }[JobName];

/** Who handles a queue handles each of its jobs: a missing or misspelt handler does not compile. */
export type Handlers<Q extends QueueName> = {
  [N in JobsOf<Q>]: (payload: Payload<N>, signal: AbortSignal) => Promise<void>;
};

export const QUEUE_NAMES = [...new Set(Object.values(jobs).map((it) => it.queue))] as readonly QueueName[];

export const isJobName = (name: string): name is JobName => Object.hasOwn(jobs, name);
