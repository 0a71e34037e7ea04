"use client";
import {
  Badge,
  Card,
  type Column,
  DataTable,
  EmptyState,
  PageHeader,
  SkeletonRows,
  StatusText,
  Tabs,
  Time,
} from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../shared/load-more";
import { Page } from "../shared/page";
import { QueryError } from "../shared/query-view";
import { IncidentSheet } from "./incident-sheet";

type Incident = Outputs["incident"]["list"]["data"][number];

/** Problems that go on, and those that are over. */
export function IncidentsPage() {
  const trpc = useTRPC();
  const { scope, deployment } = useScope();
  const [state, setState] = useQueryStates({
    show: parseAsStringLiteral(["open", "resolved"]).withDefault("open"),
    incident: parseAsString,
  });
  const incidents = useInfiniteQuery(
    trpc.incident.list.infiniteQueryOptions(
      { ...scope, states: state.show === "open" ? ["OPEN", "ACKNOWLEDGED"] : ["RESOLVED"] },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = incidents.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page wide>
      <PageHeader
        description="One for each thing that is broken, however often it fails. Its owners hear of it once, and again when it is mended."
        title="Incidents"
      />
      <Tabs
        className="mb-4"
        items={[
          { value: "open", label: "Open" },
          { value: "resolved", label: "Resolved" },
        ]}
        label="Which incidents"
        onValueChange={(show) => void setState({ show })}
        value={state.show}
      />
      <Card className="overflow-hidden">
        {incidents.isPending ? (
          <SkeletonRows label="Loading incidents" />
        ) : incidents.isError ? (
          <QueryError error={incidents.error} onRetry={() => void incidents.refetch()} what="the incidents" />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<CircleCheck />}
            title={state.show === "open" ? `Nothing is broken in ${deployment}` : "Nothing was broken yet"}
          >
            A failed run opens an incident and tells the team that owns what failed. The first success closes it.
          </EmptyState>
        ) : (
          <DataTable
            caption="Incidents"
            columns={columns((id) => void setState({ incident: id }))}
            footer={
              <LoadMore
                hasMore={incidents.hasNextPage}
                loading={incidents.isFetchingNextPage}
                noun={["incident", "incidents"]}
                onMore={() => void incidents.fetchNextPage()}
                shown={rows.length}
              />
            }
            rowKey={(incident) => incident.id}
            rows={rows}
          />
        )}
      </Card>
      {state.incident && <IncidentSheet id={state.incident} onClose={() => void setState({ incident: null })} />}
    </Page>
  );
}

function columns(onOpen: (id: string) => void): Column<Incident>[] {
  return [
    { id: "state", header: "State", className: "sm:w-36", cell: (incident) => <StatusText status={incident.state} /> },
    {
      id: "subject",
      header: "What",
      className: "max-w-56 sm:max-w-96",
      cell: (incident) => (
        <span className="flex flex-col py-1">
          <button
            className="min-h-6 truncate rounded-sm text-left font-medium font-mono text-xs underline-offset-2 hover:text-accent-text hover:underline"
            onClick={() => onOpen(incident.id)}
            type="button"
          >
            {incident.subject}
          </button>
          <span className="truncate text-subtle text-xs">{incident.lastError}</span>
        </span>
      ),
    },
    { id: "failures", header: "Failures", from: "sm", numeric: true, cell: (incident) => incident.failures },
    {
      id: "owner",
      header: "Owner",
      from: "md",
      cell: (incident) => <span className="text-muted">{incident.owner}</span>,
    },
    {
      id: "told",
      header: "Told",
      from: "lg",
      cell: (incident) =>
        incident.muted ? (
          <Badge tone="neutral">{incident.muted}</Badge>
        ) : (
          <Time className="text-muted" empty="not yet" value={incident.notifiedAt} />
        ),
    },
    {
      id: "since",
      header: "Since",
      from: "sm",
      cell: (incident) => <Time className="text-muted" value={incident.openedAt} />,
    },
  ];
}
