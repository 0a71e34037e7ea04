"use client";
import { type Column, DataTable, EmptyState, SkeletonRows, Time } from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ListTree } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../../shared/load-more";
import { QueryError } from "../../../shared/query-view";
import { useLiveEvents } from "../../../shell/live/live-provider";
import { RunEventText } from "./run-event-text";

type Event = Outputs["run"]["events"]["data"][number];

const POLL_MS = 3_000;

const columnsOf = (location: string): Column<Event>[] => [
  {
    id: "at",
    header: "Time",
    className: "w-36 align-top py-2",
    cell: (event) => <Time className="text-muted text-xs" mode="absolute" seconds value={event.at} />,
  },
  {
    id: "step",
    header: "Step",
    from: "sm",
    className: "w-44 max-w-44 align-top py-2",
    cell: (event) => <span className="block truncate font-mono text-muted text-xs">{event.step ?? "run"}</span>,
  },
  {
    id: "what",
    header: "Event",
    className: "align-top py-2",
    cell: (event) => <RunEventText event={event} location={location} />,
  },
];

/** A run's events in order, limited to the selected step. */
export function RunEvents(props: { runId: string; location: string; running: boolean; step: string | null }) {
  const { runId, location, running, step } = props;
  const columns = useMemo(() => columnsOf(location), [location]);
  const trpc = useTRPC();
  const { scope } = useScope();
  const events = useInfiniteQuery(
    trpc.run.events.infiniteQueryOptions(
      { ...scope, runId, ...(step ? { step } : {}) },
      {
        getNextPageParam: (page) => (page.isFinished ? undefined : page.nextAfter),
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
    ),
  );
  const { hasNextPage, fetchNextPage, refetch } = events;
  useLiveEvents((live) => {
    const changed = live.some((event) => event.kind === "run" && event.id === runId);
    if (changed && hasNextPage) void fetchNextPage({ cancelRefetch: false });
  });
  useEffect(() => {
    if (!hasNextPage) return;
    const readOn = () => void fetchNextPage({ cancelRefetch: false });
    if (!running) return readOn();
    const timer = setInterval(readOn, POLL_MS);
    return () => clearInterval(timer);
  }, [running, hasNextPage, fetchNextPage]);

  if (events.isPending) return <SkeletonRows label="Loading events" />;
  if (events.isError) return <QueryError error={events.error} onRetry={() => void refetch()} what="events" />;
  const rows = events.data.pages.flatMap((page) => page.data);
  if (rows.length === 0) {
    return (
      <EmptyState className="py-10" icon={<ListTree />} title="No events yet">
        Step events, check results, and logs appear here in real time.
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption="Run events"
      columns={columns}
      hiddenColumns={step ? ["step"] : []}
      footer={
        <LoadMore
          hasMore={events.data.pages.at(-1)?.nextCursor != null}
          loading={events.isFetchingNextPage}
          noun={["event", "events"]}
          onMore={() => void fetchNextPage()}
          shown={rows.length}
        />
      }
      rowKey={(event) => String(event.seq)}
      rows={rows}
    />
  );
}
