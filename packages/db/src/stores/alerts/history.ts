import type { Outcome, Subject } from "@millrace/core/alerts";
import { Prisma } from "../../generated/client";

/** Maximum finished outcomes in which a streak is searched. */
const HISTORY_MAX = 500;

/** Maximum partition keys in a history. Older outcomes come without theirs. */
const PARTITION_KEYS_MAX = 100_000;
const PARTITIONS = Prisma.sql`
  case when sum(cardinality(run."partitionKeys")) over (order by run."endedAt" desc, run."id" desc) <= ${PARTITION_KEYS_MAX}
    then run."partitionKeys" else '{}' end`;

/** Reads how the newest outcomes of a subject ended. Runs that were retried, canceled, or are unfinished don't count. */
export async function readHistory(
  tx: Prisma.TransactionClient,
  orgId: string,
  deploymentId: string,
  subject: Subject,
): Promise<readonly Outcome[]> {
  switch (subject.kind) {
    case "job":
      return tx.$queryRaw<Outcome[]>`
        select run."id", run."endedAt", ${PARTITIONS} as "partitions", case run."status" when 'SUCCESS' then 'success' else 'failure' end as "result"
        from "Run" run
        where run."orgId" = ${orgId} and run."deploymentId" = ${deploymentId} and run."job" = ${subject.name}
          and run."status" in ('SUCCESS', 'FAILURE') and run."endedAt" is not null
          and not exists (
            select 1 from "Run" retry
            where retry."orgId" = run."orgId" and retry."parentRunId" = run."id" and retry."trigger" = 'retry'
          )
        order by run."endedAt" desc, run."id" desc limit ${HISTORY_MAX}`;
    case "asset":
      return tx.$queryRaw<Outcome[]>`
        select * from (
          select run."id", run."endedAt", ${PARTITIONS} as "partitions", case
            when own."failed" and run."status" = 'FAILURE' then 'failure'
            when own."succeeded" then 'success'
            when run."status" = 'FAILURE' and not exists (
              select 1 from "RunStep" failed
              where failed."orgId" = run."orgId" and failed."runId" = run."id" and failed."status" = 'FAILURE'
            ) then 'failure'
          end as "result"
          from "Run" run cross join lateral (
            select bool_or(step."status" = 'FAILURE') as "failed",
              bool_or(step."key" = ${subject.name} and step."status" = 'SUCCESS') as "succeeded"
            from "RunStep" step
            where step."orgId" = run."orgId" and step."runId" = run."id"
              and (step."key" = ${subject.name} or starts_with(step."key", ${`${subject.name}/check:`}))
          ) own
          where run."orgId" = ${orgId} and run."deploymentId" = ${deploymentId} and run."assetKeys" @> array[${subject.name}]
            and run."status" in ('SUCCESS', 'FAILURE') and run."endedAt" is not null
            and not exists (
              select 1 from "Run" retry
              where retry."orgId" = run."orgId" and retry."parentRunId" = run."id" and retry."trigger" = 'retry'
            )
          order by run."endedAt" desc, run."id" desc limit ${HISTORY_MAX}
        ) outcome where "result" is not null`;
    case "location":
      return tx.$queryRaw<Outcome[]>`
        select version."id", coalesce(version."loadedAt", version."createdAt") as "endedAt",
          case version."status" when 'READY' then 'success' else 'failure' end as "result"
        from "LocationVersion" version
        join "CodeLocation" location on location."orgId" = version."orgId" and location."id" = version."locationId"
        where version."orgId" = ${orgId} and location."name" = ${subject.name} and version."status" in ('READY', 'FAILED')
        order by version."number" desc limit ${HISTORY_MAX}`;
  }
}
