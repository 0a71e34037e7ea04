import type { FaultStack } from "../stack/fault-stack";
import { until } from "../wait";
import type { Since } from "./invariants";

/** A lost run is retried within this time. */
const RETRY_WITHIN_MS = 15_000;
const READY_WITHIN_MS = 60_000;

/**
 * Takes back every fault, then waits until all apps are ready and nothing is left to do.
 *
 * @returns what did not come back in time, in sentences
 */
export async function settle(stack: FaultStack, since: Since, withinMs: number): Promise<string[]> {
  const problems: string[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((error: Error) => void problems.push(error.message));
  stack.slackApi.heal();
  await Promise.all([stack.database.start(), stack.queue.start()]);
  for (const app of stack.apps) {
    app.thaw();
    app.start();
  }
  await Promise.all(
    stack.apps.map((app) => attempt(until(`${app.name} is ready`, READY_WITHIN_MS, () => isReady(app)))),
  );
  await attempt(until("all runs have ended", withinMs, () => hasNone(stack, UNFINISHED, since)));
  await attempt(
    until("runs that lost their worker have been retried", RETRY_WITHIN_MS, () => hasNone(stack, NOT_RETRIED, since)),
  );
  await attempt(until("retries have ended", withinMs, () => hasNone(stack, UNFINISHED, since)));
  await attempt(until("the outbox is empty", withinMs, () => hasNone(stack, UNSENT, since)));
  return problems;
}

const UNFINISHED = `select 1 from "Run" where "createdAt" >= $1 and "endedAt" is null limit 1`;
const NOT_RETRIED = `select 1 from "Run" run where run."createdAt" >= $1 and run."failureReason" = 'WORKER_LOST'
  and run."status" = 'FAILURE' and run."retryNumber" = 0 and not exists (
    select 1 from "Run" retry where retry."orgId" = run."orgId" and retry."parentRunId" = run."id") limit 1`;
const UNSENT = `select 1 from "Outbox" where "createdAt" >= $1 and "sentAt" is null
  and coalesce("notBefore", now()) <= now() limit 1`;

async function hasNone({ database }: FaultStack, sql: string, since: Since): Promise<boolean> {
  return (await database.query(sql, [since.at])).length === 0;
}

async function isReady(app: { url: string }): Promise<boolean> {
  try {
    return (await fetch(`${app.url}/readyz`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
  }
}
