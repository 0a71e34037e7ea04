import type { LogChunk, LogQuery, NewLogChunk, OutputSize, RunFence } from "@millrace/core/run";
import { type Queryable, sql } from "../../sql";

/** Adds pieces of output to the index of a run's logs. Returns false when the attempt has lost the run. */
export async function appendLogChunks(
  db: Queryable,
  orgId: string,
  runId: string,
  { attempt, lease }: RunFence,
  chunks: readonly NewLogChunk[],
): Promise<boolean> {
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.endByte - chunk.startByte, 0);
  const [run] = await db.query(sql`
    with run as (
      update "Run" set "outputBytes" = "outputBytes" + ${bytes}
      where "orgId" = ${orgId} and "id" = ${runId} and "attempt" = ${attempt} and "lease" = ${lease}
        and "status" in ('STARTED', 'CANCELING')
      returning "orgId", "id", "attempt"
    ), added as (
      insert into "LogChunk" ("orgId", "runId", "attempt", "step", "stepAttempt", "stream", "startByte", "endByte", "lines", "object", "text")
      select run."orgId", run."id", run."attempt", chunk.* from run, unnest(
        ${chunks.map((it) => it.step)}::text[], ${chunks.map((it) => it.stepAttempt)}::int[], ${chunks.map((it) => it.stream)}::text[],
        ${chunks.map((it) => it.startByte)}::bigint[], ${chunks.map((it) => it.endByte)}::bigint[], ${chunks.map((it) => it.lines)}::int[],
        ${chunks.map((it) => it.object ?? null)}::text[], ${chunks.map((it) => it.text ?? null)}::text[]
      ) as chunk
    )
    select 1 from run
  `);
  return run !== undefined;
}

/** How much each step of a run has written to each stream, over all attempts. */
export function readOutputSizes(db: Queryable, orgId: string, runId: string): Promise<OutputSize[]> {
  return db.query<OutputSize>(sql`
    select "step", "stream", sum("endByte" - "startByte")::float8 as "bytes"
    from "LogChunk" where "orgId" = ${orgId} and "runId" = ${runId}
    group by "step", "stream"
  `);
}

/** Pieces of a run's output in the order in which they were written. */
export function readLogChunks(db: Queryable, orgId: string, runId: string, query: LogQuery): Promise<LogChunk[]> {
  return db.query<LogChunk>(sql`
    select "id", "attempt", "step", "stepAttempt", "stream", "startByte", "endByte", "lines", "object", "text", "at"
    from "LogChunk"
    where "orgId" = ${orgId} and "runId" = ${runId} and "id" > ${query.afterId ?? 0}
      and (${query.step ?? null}::text is null or "step" = ${query.step ?? null})
      and (${query.stream ?? null}::text is null or "stream" = ${query.stream ?? null})
      and (${query.stepAttempt ?? null}::int is null or "stepAttempt" = ${query.stepAttempt ?? null})
    order by "id" limit ${query.limit}
  `);
}
