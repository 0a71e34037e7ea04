"use client";
import {
  Badge,
  type Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  IconButton,
  Section,
  Select,
  Time,
  toast,
} from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2, Variable } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { useOrg, useOrganization } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { QueryView } from "../shared/query-view";
import { MissingVariables } from "./missing-variables";
import { VariableDialog } from "./variable-dialog";

type Row = Outputs["variable"]["list"][number];

/** Variables and secrets of a deployment. What is secret is written here and never read back. */
export function VariablesSettings() {
  const organization = useOrganization();
  const deployments = organization.data?.deployments ?? [];
  const [chosen, setChosen] = useQueryState("deployment", parseAsString);
  const deployment = chosen ?? deployments[0]?.name;
  if (!deployment) return null;
  return (
    <div className="flex flex-col gap-3">
      <Select
        className="w-56"
        label="Deployment"
        onValueChange={(name) => void setChosen(name)}
        options={deployments.map((each) => ({ value: each.name, label: each.name }))}
        value={deployment}
      />
      <VariableTable deployment={deployment} key={deployment} />
    </div>
  );
}

function VariableTable({ deployment }: { deployment: string }) {
  const trpc = useTRPC();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const variables = useQuery(trpc.variable.list.queryOptions({ org, deployment }));
  const locations = useQuery(trpc.location.list.queryOptions({ org, deployment }));
  const nameOf = (id: string | null) => locations.data?.find((location) => location.id === id)?.name;
  const [removing, setRemoving] = useState<Row | null>(null);
  const remove = useMutation(
    trpc.variable.remove.mutationOptions({
      meta: { failure: "The variable was not removed" },
      onSuccess: () => {
        toast.success("Variable removed");
        setRemoving(null);
        void queryClient.invalidateQueries(trpc.variable.pathFilter());
      },
    }),
  );
  const columns: Column<Row>[] = [
    { id: "name", header: "Name", cell: (row) => <code className="font-mono text-xs">{row.name}</code> },
    {
      id: "value",
      header: "Value",
      className: "max-w-72",
      cell: (row) =>
        row.isSecret ? (
          <Badge tone="outline">secret</Badge>
        ) : (
          <code className="block truncate font-mono text-muted text-xs">{row.value}</code>
        ),
    },
    {
      id: "for",
      header: "For",
      from: "sm",
      cell: (row) => (
        <span className="text-muted">
          {row.locationId ? (nameOf(row.locationId) ?? "one location") : "every location"}
        </span>
      ),
    },
    {
      id: "changed",
      header: "Changed",
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
        <IconButton label={`Remove ${row.name}`} onClick={() => setRemoving(row)} size="sm">
          <Trash2 aria-hidden />
        </IconButton>
      ),
    },
  ];
  const names = locations.data?.map((location) => location.name) ?? [];
  const dialog = <VariableDialog deployment={deployment} locations={names} />;
  const removedFrom = removing?.locationId ? nameOf(removing.locationId) : undefined;
  return (
    <>
      <MissingVariables deployment={deployment} locations={names} />
      <Section
        action={dialog}
        description="Code reads them with env(). Encrypted, and masked in logs."
        flush
        title="Variables"
      >
        <QueryView query={variables} what="the variables">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState action={dialog} icon={<Variable />} title={`No variables in ${deployment}`}>
                Addresses, names and secrets that differ between deployments belong here, not in code.
              </EmptyState>
            ) : (
              <DataTable
                caption={`Variables of ${deployment}`}
                columns={columns}
                rowKey={(row) => row.id}
                rows={rows}
              />
            )
          }
        </QueryView>
        <ConfirmDialog
          confirmLabel="Remove"
          danger
          description="Runs that start from now on do not get it."
          onConfirm={() =>
            removing &&
            remove.mutate({
              org,
              deployment,
              name: removing.name,
              ...(removedFrom ? { codeLocation: removedFrom } : {}),
            })
          }
          onOpenChange={(open) => !open && setRemoving(null)}
          open={removing !== null}
          pending={remove.isPending}
          title={`Remove ${removing?.name ?? ""}?`}
        />
      </Section>
    </>
  );
}
