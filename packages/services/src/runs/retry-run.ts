import { DomainError } from "@millrace/core";
import type { NewRun, PastRun, PastRuns, RunNotes } from "@millrace/core/run";
import { SYSTEM_ACTOR } from "../scope";
import { childRun } from "./child-run";
import { getSettings, type QueueDeps, queueRun } from "./launch-run";

type Deps = QueueDeps & { readonly history: PastRuns; readonly notes: RunNotes };

export type RetryOutcome =
  /** `runId` is null when someone else was first. */
  { readonly kind: "retried"; readonly runId: string | null } | { readonly kind: "final"; readonly why: string };

const RETRIES_TAG = "millrace/max_retries";
/** A lost worker says nothing about the code that ran: one retry is safe to try unless a policy says otherwise. */
const WORKER_LOST_RETRIES = 1;
/** A run during which this many workers died may be what ends them. It isn't given another one. */
const DEAD_WORKERS_MAX = 2;

/**
 * Applies the retry policy to a failed run: a retry is a new run of the same version that takes over what succeeded.
 * Harmless when it is called twice: a run has at most one retry.
 */
export const retryRun =
  (deps: Deps) =>
  async (orgId: string, runId: string): Promise<RetryOutcome> => {
    const run = await deps.history.getFinished(orgId, runId);
    if (run?.status !== "FAILURE") return { kind: "final", why: "the run didn't fail" };
    const settings = await getSettings(deps.definitions, orgId, run.deploymentId);
    const retries = retriesOf(run, settings.runRetriesMax);
    if (retries === "malformed") {
      const why = `The tag ${RETRIES_TAG}="${run.tags[RETRIES_TAG]}" isn't a number, so the run isn't retried`;
      await deps.notes.note(orgId, runId, why);
      return { kind: "final", why };
    }
    if ((await deadWorkers(deps.history, run)) >= DEAD_WORKERS_MAX) {
      const why = `Not retried: ${DEAD_WORKERS_MAX} workers died while executing this run, so it is quarantined. Check its memory use and native modules, then re-run it.`;
      await deps.notes.note(orgId, runId, why);
      return { kind: "final", why };
    }
    if (run.retryNumber >= retries) return { kind: "final", why: `${run.retryNumber} of ${retries} retries used` };

    const retry = retryOf(run);
    try {
      await queueRun(deps, orgId, retry);
    } catch (error) {
      if (isAlreadyRetried(error)) return { kind: "retried", runId: null };
      if (!(error instanceof DomainError)) throw error;
      await deps.notes.note(orgId, runId, `Not retried: ${error.message}`);
      return { kind: "final", why: error.message };
    }
    await deps.notes.note(orgId, runId, `Retried as ${retry.id} (${retry.retryNumber} of ${retries})`);
    return { kind: "retried", runId: retry.id };
  };

/** Counts the workers that died while executing a run, or a run that it is a retry of, up to the limit. */
async function deadWorkers(history: PastRuns, failed: PastRun): Promise<number> {
  if (!failed.workerDied) return 0;
  let count = 0;
  let run: PastRun | null = failed;
  while (run !== null) {
    if (run.workerDied) count += 1;
    if (count >= DEAD_WORKERS_MAX || run.retryNumber === 0 || run.parentRunId === null) break;
    run = await history.getFinished(run.orgId, run.parentRunId);
  }
  return count;
}

function retriesOf(run: PastRun, ofDeployment: number): number | "malformed" {
  const tag = run.tags[RETRIES_TAG];
  if (tag !== undefined) return /^\d{1,4}$/.test(tag.trim()) ? Number(tag) : "malformed";
  return run.failureReason === "WORKER_LOST" ? Math.max(ofDeployment, WORKER_LOST_RETRIES) : ofDeployment;
}

function retryOf(run: PastRun): NewRun {
  const retryNumber = run.retryNumber + 1;
  return childRun(
    run,
    { mode: "fromFailure" },
    {
      tags: { ...run.tags, "millrace/retry_number": String(retryNumber) },
      trigger: "retry",
      launchedBy: SYSTEM_ACTOR.id,
      launchedByName: SYSTEM_ACTOR.name,
      retryNumber,
    },
  );
}

const isAlreadyRetried = (error: unknown): boolean =>
  error instanceof DomainError && error.code === "run_already_retried";
