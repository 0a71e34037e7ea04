"use client";
import { ConfirmDialog, DataTable, EmptyState, Section, Select, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Variable } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { useOrg, useOrganization } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../../shared/query-view";
import { MissingVariables } from "./missing-variables";
import { type VariableRow, variableColumns } from "./variable-columns";
import { VariableDialog } from "./variable-dialog";

/** A deployment's variables and secrets. Secrets can be written but never read back. */
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
  const nameOf = (id: string) => locations.data?.find((location) => location.id === id)?.name;
  const [removing, setRemoving] = useState<VariableRow | null>(null);
  const remove = useMutation(
    trpc.variable.remove.mutationOptions({
      meta: { failure: "Couldn't delete the variable" },
      onSuccess: () => {
        toast.success("Variable removed");
        setRemoving(null);
        void queryClient.invalidateQueries(trpc.variable.pathFilter());
      },
    }),
  );
  const columns = variableColumns({ nameOf, onRemove: setRemoving });
  const names = locations.data?.map((location) => location.name) ?? [];
  const dialog = <VariableDialog deployment={deployment} locations={names} />;
  const removedFrom = removing?.locationId ? nameOf(removing.locationId) : undefined;
  return (
    <>
      <MissingVariables deployment={deployment} locations={names} />
      <Section
        action={dialog}
        description="Read in code with env(). Encrypted at rest and masked in logs."
        flush
        title="Variables"
      >
        <QueryView query={variables} what="variables">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState action={dialog} icon={<Variable />} title={`No variables in ${deployment}`}>
                Keep hosts, names, and secrets that differ between deployments here instead of in code.
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
          description="New runs won't receive it."
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
