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
import Link from "next/link";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { LoadMore } from "../../shared/load-more";
import { Page } from "../../shared/page";
import { QueryError } from "../../shared/query-view";
import { failedPartitionsText } from "../assets/asset-status";
import { IncidentSheet } from "./incident-sheet";

type Incident = Outputs["incident"]["list"]["data"][number];

/** Ongoing and resolved problems. */
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
        description="One incident per ongoing problem, no matter how often it fails. Owners are notified when it opens and when it's resolved."
        title="Incidents"
      />
      <Tabs
        className="mb-4"
        items={[
          { value: "open", label: "Open" },
          { value: "resolved", label: "Resolved" },
        ]}
        label="Filter incidents"
        onValueChange={(show) => void setState({ show })}
        value={state.show}
      />
      <Card className="overflow-hidden">
        {incidents.isPending ? (
          <SkeletonRows label="Loading incidents" />
        ) : incidents.isError ? (
          <QueryError error={incidents.error} onRetry={() => void incidents.refetch()} what="incidents" />
        ) : rows.length === 0 ? (
          <EmptyState
            icon={<CircleCheck />}
            title={state.show === "open" ? `No open incidents in ${deployment}` : "No resolved incidents"}
          >
            A failed run opens an incident and notifies the team that owns the failed asset or job. The next successful
            run resolves it.
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
      header: "Affected",
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
    { id: "failures", header: "Failures", from: "sm", numeric: true, cell: failuresText },
    {
      id: "owner",
      header: "Owner",
      from: "md",
      cell: (incident) => <span className="text-muted">{incident.owner}</span>,
    },
    {
      id: "told",
      header: "Notified",
      from: "lg",
      cell: (incident) =>
        incident.muted ? <Badge tone="neutral">{incident.muted}</Badge> : <Notified incident={incident} />,
    },
    {
      id: "since",
      header: "Since",
      from: "sm",
      cell: (incident) => <Time className="text-muted" value={incident.openedAt} />,
    },
  ];
}

/** When someone was last notified, or the way to the setting if no one was. */
function Notified({ incident }: { incident: Incident }) {
  const { org } = useScope();
  if (incident.notifiedAt && !incident.isReached)
    return (
      <Link className="text-warning-text underline" href={`/o/${encodeURIComponent(org)}/settings/slack`}>
        Nobody: no channel configured
      </Link>
    );
  return <Time className="text-muted" empty="Not yet" value={incident.notifiedAt} />;
}

/** How often it failed in a row, or how many partitions are failing. */
const failuresText = ({ failures, failedPartitions }: Incident): string =>
  failedPartitionsText(failedPartitions.length) ?? failures.toLocaleString("en");
