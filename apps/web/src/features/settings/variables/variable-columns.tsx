"use client";
import { Badge, type Column, IconButton, Time } from "@millrace/ui";
import { Trash2 } from "lucide-react";
import type { Outputs } from "@/lib/trpc";

export type VariableRow = Outputs["variable"]["list"][number];

type Options = {
  /** A code location's name. */
  readonly nameOf: (locationId: string) => string | undefined;
  readonly onRemove: (row: VariableRow) => void;
};

/** Columns of the variables table. */
export function variableColumns({ nameOf, onRemove }: Options): Column<VariableRow>[] {
  return [
    { id: "name", header: "Name", cell: (row) => <code className="font-mono text-xs">{row.name}</code> },
    {
      id: "value",
      header: "Value",
      className: "max-w-72",
      cell: (row) =>
        row.isSecret ? (
          <Badge tone="outline">Secret</Badge>
        ) : (
          <code className="block truncate font-mono text-muted text-xs">{row.value}</code>
        ),
    },
    {
      id: "for",
      header: "Scope",
      from: "sm",
      cell: (row) => (
        <span className="text-muted">
          {row.locationId ? (nameOf(row.locationId) ?? "One code location") : "All code locations"}
        </span>
      ),
    },
    {
      id: "changed",
      header: "Updated",
      from: "md",
      cell: (row) => (
        <span className="text-muted">
          <Time value={row.updatedAt} /> by {row.updatedBy}
        </span>
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "w-12",
      cell: (row) => (
        <IconButton label={`Remove ${row.name}`} onClick={() => onRemove(row)} size="sm">
          <Trash2 aria-hidden />
        </IconButton>
      ),
    },
  ];
}
