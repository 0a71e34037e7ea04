"use client";
import { Badge, type Column, DataTable, Section } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useOrg } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { VariableDialog } from "./variable-dialog";

type Row = Outputs["variable"]["missing"][number];

/** Unset variables that the active versions read, with their readers. */
export function MissingVariables({ deployment, locations }: { deployment: string; locations: readonly string[] }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const missing = useQuery(trpc.variable.missing.queryOptions({ org, deployment }));
  if (!missing.data || missing.data.length === 0) return null;
  const columns: Column<Row>[] = [
    {
      id: "name",
      header: "Name",
      cell: (row) => (
        <span className="flex items-center gap-2">
          <code className="font-mono text-xs">{row.name}</code>
          {row.type !== "string" && <Badge>{row.type}</Badge>}
        </span>
      ),
    },
    { id: "location", header: "Code location", cell: (row) => <span className="text-muted">{row.location}</span> },
    {
      id: "usedBy",
      header: "Used by",
      from: "sm",
      cell: (row) => <span className="font-mono text-muted text-xs">{row.usedBy.join(", ")}</span>,
    },
    {
      id: "set",
      header: <span className="sr-only">Actions</span>,
      className: "w-16",
      cell: (row) => <VariableDialog deployment={deployment} locations={locations} preset={row} />,
    },
  ];
  return (
    <Section
      description="Active code reads these with env(). Steps that use them fail until they're set."
      flush
      title="Missing"
    >
      <DataTable
        caption={`Missing variables in ${deployment}`}
        columns={columns}
        rowKey={(row) => `${row.location} ${row.name}`}
        rows={missing.data}
      />
    </Section>
  );
}
