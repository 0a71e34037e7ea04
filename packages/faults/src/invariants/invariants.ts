import type { Database } from "../stack/database";

/** Runs that a scenario is about: those created since it began. */
export type Since = { readonly at: Date };

type Invariant = {
  /** What is broken, in a sentence with the runs and numbers that show it. */
  readonly broken: (rows: readonly { readonly what: string }[]) => string;
  /** Selects `what` is broken, one row for each; `$1` is the beginning of the scenario. */
  readonly sql: string;
};

const SINCE = `select run.* from "Run" run where run."createdAt" >= $1`;

/** What holds after every fault, whatever it was. */
const INVARIANTS: Readonly<Record<string, Invariant>> = {
  ended: {
    broken: (rows) => `${rows.length} runs have not ended: ${listed(rows)}`,
    sql: `select run."id" || ' ' || run."status" as what from (${SINCE}) run where run."endedAt" is null`,
  },
  endedOnce: {
    broken: (rows) => `${rows.length} runs did not end exactly once: ${listed(rows)}`,
    sql: `select run."id" || ' ended ' || count(event."seq") || ' times' as what
      from (${SINCE}) run left join "RunEvent" event on event."orgId" = run."orgId" and event."runId" = run."id"
        and event."type" in ('run.success', 'run.failure', 'run.canceled')
      where run."endedAt" is not null group by run."id" having count(event."seq") <> 1`,
  },
  numbered: {
    broken: (rows) => `${rows.length} runs have gaps in their event numbers: ${listed(rows)}`,
    sql: `select run."id" || ' has ' || count(event."seq") || ' events up to ' || coalesce(max(event."seq"), 0)
        || ', eventSeq ' || run."eventSeq" as what
      from (${SINCE}) run left join "RunEvent" event on event."orgId" = run."orgId" and event."runId" = run."id"
      group by run."id", run."eventSeq"
      having count(event."seq") <> run."eventSeq" or coalesce(max(event."seq"), 0) <> run."eventSeq"
        or coalesce(min(event."seq"), 1) <> 1`,
  },
  startedOnce: {
    broken: (rows) => `${rows.length} steps started twice in an attempt: ${listed(rows)}`,
    sql: `select run."id" || ' ' || event."step" as what
      from (${SINCE}) run join "RunEvent" event on event."orgId" = run."orgId" and event."runId" = run."id"
      where event."type" = 'stepStarted'
      group by run."id", event."attempt", event."step", event."stepAttempt" having count(*) > 1`,
  },
  succeededOnce: {
    broken: (rows) => `${rows.length} steps succeeded twice: ${listed(rows)}`,
    sql: `select run."id" || ' ' || event."step" as what
      from (${SINCE}) run join "RunEvent" event on event."orgId" = run."orgId" and event."runId" = run."id"
      where event."type" = 'stepSucceeded' group by run."id", event."step" having count(*) > 1`,
  },
  complete: {
    broken: (rows) => `${rows.length} runs succeeded with unfinished steps: ${listed(rows)}`,
    sql: `select run."id" || ' ' || step."key" || ' ' || step."status" as what
      from (${SINCE}) run join "RunStep" step on step."orgId" = run."orgId" and step."runId" = run."id"
      where run."status" = 'SUCCESS' and step."status" not in ('SUCCESS', 'SKIPPED')`,
  },
  settled: {
    broken: (rows) => `${rows.length} steps of ended runs are still in progress: ${listed(rows)}`,
    sql: `select run."id" || ' ' || step."key" || ' ' || step."status" as what
      from (${SINCE}) run join "RunStep" step on step."orgId" = run."orgId" and step."runId" = run."id"
      where run."endedAt" is not null and step."status" in ('RUNNING', 'RETRYING')`,
  },
  freed: {
    broken: (rows) => `${rows.length} pool slots are still taken: ${listed(rows)}`,
    sql: `select run."id" || ' ' || slot."pool" as what
      from (${SINCE}) run join "PoolSlot" slot on slot."orgId" = run."orgId" and slot."runId" = run."id"
      where run."endedAt" is not null`,
  },
  retriedOnce: {
    broken: (rows) => `${rows.length} runs were retried more than once: ${listed(rows)}`,
    sql: `select run."parentRunId" as what from (${SINCE}) run where run."trigger" = 'retry'
      group by run."parentRunId" having count(*) > 1`,
  },
  sent: {
    broken: (rows) => `${rows.length} messages of the outbox are unsent: ${listed(rows)}`,
    // The daemon writes some after a run has ended, and sends them right away.
    sql: `select outbox."id" || ' ' || outbox."job" as what from "Outbox" outbox
      where outbox."createdAt" >= $1 and outbox."sentAt" is null
        and coalesce(outbox."notBefore", outbox."createdAt") < now() - interval '5 seconds'`,
  },
};

const LISTED_MAX = 3;

function listed(rows: readonly { readonly what: string }[]): string {
  const shown = rows.slice(0, LISTED_MAX).map((row) => row.what);
  return rows.length > LISTED_MAX ? `${shown.join(", ")}, …` : shown.join(", ");
}

/** Returns each invariant that does not hold, as a sentence; none when all hold. */
export async function brokenInvariants(
  database: Pick<Database, "query">,
  since: Since,
  accepted: readonly string[],
): Promise<string[]> {
  const broken: string[] = [];
  const found = await database.query<{ id: string }>(`select "id" from "Run" where "id" = any($1)`, [accepted]);
  const known = new Set(found.map((run) => run.id));
  const missing = accepted.filter((id) => !known.has(id)).map((what) => ({ what }));
  if (missing.length > 0) broken.push(`${missing.length} accepted runs are not stored: ${listed(missing)}`);
  for (const invariant of Object.values(INVARIANTS)) {
    const rows = await database.query<{ what: string }>(invariant.sql, [since.at]);
    if (rows.length > 0) broken.push(invariant.broken(rows));
  }
  return broken;
}
