"use client";
import { Button, PageHeader, Section, Skeleton, StatusIcon, StatusText, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Pressure } from "../queues/pressure";
import { runSelection, runTitle } from "../runs/run-title";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { TextLink } from "../shared/text-link";
import { NothingPushed } from "./nothing-pushed";
import type { Overview } from "./overview";
import { StatTile } from "./stat-tile";
import { OverviewTimeline } from "./timeline";

/** How the deployment is doing: what is broken first, then what runs, what waits and what came. */
export function OverviewPage() {
  const trpc = useTRPC();
  const { scope, deployment } = useScope();
  const overview = useQuery(trpc.overview.get.queryOptions(scope, { refetchInterval: 30_000 }));
  return (
    <Page wide>
      <PageHeader title="Overview" />
      <QueryView loading={<Loading />} query={overview} what="the overview">
        {(data) =>
          data.assets.total === 0 && data.recentRuns.length === 0 ? (
            <NothingPushed deployment={deployment} />
          ) : (
            <Content data={data} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Content({ data }: { data: Overview }) {
  const { paths } = useScope();
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        <StatTile
          detail={data.incidents.length === 0 ? "Nothing is broken" : "Open now"}
          href={paths.incidents}
          label="Incidents"
          status={data.incidents.length === 0 ? "HEALTHY" : "OPEN"}
          value={data.incidents.length}
        />
        <StatTile
          detail="In progress"
          href={`${paths.runs}?status=STARTED,STARTING`}
          label="Running"
          status={data.runs.inProgress > 0 ? "STARTED" : "BEGUN"}
          value={data.runs.inProgress}
        />
        <StatTile
          detail="Waiting"
          href={`${paths.runs}?status=QUEUED`}
          label="Queued"
          status="QUEUED"
          value={data.runs.queued}
        />
        <StatTile
          detail={`of ${data.runs.lastDay.total} in 24 hours`}
          href={`${paths.runs}?status=FAILURE`}
          label="Failed"
          status={data.runs.lastDay.failed === 0 ? "SUCCESS" : "FAILURE"}
          value={data.runs.lastDay.failed}
        />
        <StatTile
          detail={`of ${data.assets.total} assets${problemsOf(data.assets)}`}
          href={paths.assets}
          label="Materialized"
          status={data.assets.failed > 0 ? "FAILURE" : data.assets.checksFailed > 0 ? "WARN" : "MATERIALIZED"}
          value={data.assets.materialized}
        />
      </dl>
      {data.incidents.length > 0 && (
        <Section flush title="Open incidents">
          <ul className="divide-y">
            {data.incidents.slice(0, 5).map((incident) => (
              <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5" key={incident.id}>
                <StatusIcon status={incident.state} />
                <TextLink className="font-mono text-xs" href={paths.incident(incident.id)}>
                  {incident.subject}
                </TextLink>
                <span className="min-w-0 flex-1 basis-40 truncate text-muted text-xs">{incident.lastError}</span>
                <span className="text-subtle text-xs">
                  since <Time value={incident.openedAt} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <OverviewTimeline runs={data.recentRuns} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Section
          action={
            <Button render={<Link href={paths.runs} />} size="sm" variant="ghost">
              All runs
            </Button>
          }
          flush
          title="Last runs"
        >
          <ul className="divide-y">
            {data.recentRuns.slice(0, 8).map((run) => (
              <li className="flex items-center gap-3 px-4 py-2" key={run.id}>
                <StatusText className="w-26 shrink-0" status={run.status} />
                <span className="flex min-w-0 flex-1 items-baseline gap-2">
                  <TextLink className="truncate" href={paths.run(run.id)}>
                    {runTitle(run)}
                  </TextLink>
                  {runSelection(run) && (
                    <code className="truncate font-mono text-subtle text-xs max-sm:hidden">{runSelection(run)}</code>
                  )}
                </span>
                <Time className="shrink-0 text-muted text-xs" value={run.createdAt} />
              </li>
            ))}
          </ul>
        </Section>
        <Pressure compact />
      </div>
    </div>
  );
}

/** What is not well among the assets: the word for the tile's sign. */
function problemsOf({ failed, checksFailed }: Overview["assets"]): string {
  if (failed > 0) return `, ${failed} failed`;
  return checksFailed > 0 ? `, ${checksFailed} with failed checks` : "";
}

function Loading() {
  return (
    <div aria-label="Loading the overview" className="flex flex-col gap-5" role="status">
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-5">
        {["a", "b", "c", "d", "e"].map((key) => (
          <Skeleton className="h-24" key={key} />
        ))}
      </div>
      <Skeleton className="h-56" />
    </div>
  );
}
