"use client";
import { PageHeader, Skeleton } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { Pressure } from "../queues/pressure";
import { LastRuns } from "./last-runs";
import { NoCodeYet } from "./no-code-yet";
import { OpenIncidents } from "./open-incidents";
import type { Overview } from "./overview";
import { Tiles } from "./tiles";
import { OverviewTimeline } from "./timeline";

/** The deployment at a glance: incidents first, then runs in progress, queued runs, and recent runs. */
export function OverviewPage() {
  const trpc = useTRPC();
  const { scope, deployment } = useScope();
  const overview = useQuery(trpc.overview.get.queryOptions(scope, { refetchInterval: 30_000 }));
  return (
    <Page wide>
      <PageHeader title="Overview" />
      <QueryView loading={<Loading />} query={overview} what="overview">
        {(data) =>
          data.assets.total === 0 && data.recentRuns.length === 0 ? (
            <NoCodeYet deployment={deployment} />
          ) : (
            <Content data={data} />
          )
        }
      </QueryView>
    </Page>
  );
}

function Content({ data }: { data: Overview }) {
  return (
    <div className="flex flex-col gap-5">
      <Tiles data={data} />
      <OpenIncidents incidents={data.incidents} />
      <OverviewTimeline runs={data.recentRuns} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <LastRuns runs={data.recentRuns} />
        <Pressure compact />
      </div>
    </div>
  );
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
