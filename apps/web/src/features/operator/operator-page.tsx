"use client";
import { Button, Card, type Column, DataTable, formatBytes, PageHeader, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";
import { DefaultQuotas, type OperatorOrganization, OrganizationQuotas } from "./edit-quotas";

/** Organizations by size, and their quotas. Operators can't see their data. */
export function OperatorPage() {
  const trpc = useTRPC();
  const organizations = useQuery(trpc.operator.organizations.queryOptions(undefined, { refetchInterval: 10_000 }));
  const [editing, setEditing] = useState<OperatorOrganization | "defaults" | null>(null);
  return (
    <>
      <PageHeader
        actions={<Button onClick={() => setEditing("defaults")}>Default quotas</Button>}
        description="Only platform operators can change quotas."
        title="Platform operator"
      />
      <Card className="overflow-hidden">
        <QueryView query={organizations} what="organizations">
          {(rows) => (
            <DataTable caption="Organizations" columns={columns(setEditing)} rowKey={(row) => row.id} rows={rows} />
          )}
        </QueryView>
      </Card>
      {editing === "defaults" ? (
        <DefaultQuotas onClose={() => setEditing(null)} />
      ) : (
        editing && <OrganizationQuotas key={editing.id} onClose={() => setEditing(null)} organization={editing} />
      )}
    </>
  );
}

function columns(onEdit: (row: OperatorOrganization) => void): Column<OperatorOrganization>[] {
  return [
    {
      id: "name",
      header: "Organization",
      cell: (row) => (
        <span className="flex flex-col py-1">
          <span className="font-medium">{row.name}</span>
          <span className="font-mono text-subtle text-xs">{row.slug}</span>
        </span>
      ),
    },
    { id: "members", header: "Members", numeric: true, from: "md", cell: (row) => row.members },
    {
      id: "running",
      header: "Running",
      numeric: true,
      cell: (row) => `${row.runsInProgress} / ${row.concurrentRunsMax}`,
    },
    { id: "queued", header: "Queued", numeric: true, from: "sm", cell: (row) => row.runsQueued },
    {
      id: "day",
      header: "Runs per day",
      numeric: true,
      from: "lg",
      cell: (row) => row.runsPerDayMax.toLocaleString("en-US"),
    },
    {
      id: "stored",
      header: "Storage",
      numeric: true,
      from: "lg",
      cell: (row) => `${formatBytes(row.storedBytes)} / ${formatBytes(row.storedBytesMax)}`,
    },
    {
      id: "since",
      header: "Created",
      from: "md",
      cell: (row) => <Time className="text-muted" value={row.createdAt} />,
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "text-right",
      cell: (row) => (
        <Button aria-label={`Edit quotas for ${row.name}`} onClick={() => onEdit(row)} size="sm">
          Quotas
        </Button>
      ),
    },
  ];
}
