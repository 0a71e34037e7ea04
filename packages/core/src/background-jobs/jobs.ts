import { z } from "zod";

const RunRef = z.object({ orgId: z.string(), runId: z.string() });
const VersionRef = z.object({ orgId: z.string(), versionId: z.string() });

/** The payload of every background job, by its name. Payloads carry IDs, never rows: a handler reads the database. */
const PAYLOADS = {
  /** Executes an admitted run. Handled by workers. */
  launchRun: RunRef.extend({ attempt: z.number().int() }),
  /** Loads an uploaded version in a sandbox and extracts its manifest. Handled by workers. */
  loadVersion: VersionRef,
  /** Retries a failed run by policy, or hands it to alerts. */
  handleFailedRun: RunRef,
  /** Opens, updates, or resolves incidents after a run that has finished and isn't retried. */
  evaluateAlerts: RunRef,
  /** Opens or resolves the incident of a code location after a load. */
  evaluateLoad: VersionRef,
  sendMail: z.object({ mailId: z.string() }),
  /** Handled by the Slack app. */
  deliverAlert: z.object({ orgId: z.string(), deliveryId: z.string() }),
} as const;

export type JobPayloads = { [N in keyof typeof PAYLOADS]: z.infer<(typeof PAYLOADS)[N]> };
export type BackgroundJobName = keyof JobPayloads;

/** A background job with its payload: of one name, or of any. */
export type BackgroundJob<N extends BackgroundJobName = BackgroundJobName> = {
  [K in N]: { readonly job: K; readonly payload: JobPayloads[K] };
}[N];

/** A job that is written with the change that causes it, until it is published. */
export type OutboxJob = BackgroundJob & { readonly id: number };

/**
 * Reads a job that another process has written.
 *
 * @throws {Error} if there is no job of this name
 * @throws {z.ZodError} if the payload doesn't match
 */
export function readBackgroundJob(stored: { readonly job: string; readonly payload: unknown }): BackgroundJob {
  if (!Object.hasOwn(PAYLOADS, stored.job)) throw new Error(`No background job named "${stored.job}".`);
  const job = stored.job as BackgroundJobName;
  return { job, payload: PAYLOADS[job].parse(stored.payload) } as BackgroundJob;
}
