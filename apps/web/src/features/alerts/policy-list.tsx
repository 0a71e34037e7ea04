"use client";
import { ConfirmDialog, DataTable, EmptyState, Section, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { useState } from "react";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";
import type { Policy } from "./policy";
import { policyColumns } from "./policy-columns";
import { PolicyDialog } from "./policy-dialog";

/** The part of a policy that an update takes. */
function changeable({ isDefault: _, updatedAt: __, updatedBy: ___, ...policy }: Policy) {
  return {
    ...policy,
    kind: policy.kind === "loadError" ? ("loadError" as const) : ("runFailure" as const),
    destinations: policy.destinations ? [...policy.destinations] : null,
    selector: policy.selector && {
      jobs: policy.selector.jobs ? [...policy.selector.jobs] : undefined,
      assets: policy.selector.assets ? [...policy.selector.assets] : undefined,
    },
  };
}

export function PolicyList() {
  const trpc = useTRPC();
  const can = useCan();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const policies = useQuery(trpc.policy.list.queryOptions({ org }));
  const [deleting, setDeleting] = useState<Policy | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.policy.pathFilter());
  const update = useMutation(
    trpc.policy.update.mutationOptions({ meta: { failure: "Couldn't update the policy" }, onSettled: refresh }),
  );
  const remove = useMutation(
    trpc.policy.delete.mutationOptions({
      meta: { failure: "Couldn't delete the policy" },
      onSuccess: () => {
        toast.success("Policy deleted");
        setDeleting(null);
      },
      onSettled: refresh,
    }),
  );
  const editable = can("alert:manage");
  const columns = policyColumns({
    editable,
    onSwitch: (policy, enabled) => update.mutate({ ...changeable(policy), org, enabled }),
    onDelete: setDeleting,
  });
  return (
    <Section action={editable && <PolicyDialog />} flush title="Policies">
      <QueryView query={policies} what="policies">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<BellRing />} title="No policies">
              Without a policy, failures don't open incidents or notify anyone.
            </EmptyState>
          ) : (
            <DataTable caption="Alert policies" columns={columns} rowKey={(policy) => policy.id} rows={rows} />
          )
        }
      </QueryView>
      <ConfirmDialog
        confirmLabel="Delete"
        danger
        description="Its open incidents are resolved without notifying anyone."
        onConfirm={() => deleting && remove.mutate({ org, id: deleting.id })}
        onOpenChange={(open) => !open && setDeleting(null)}
        open={deleting !== null}
        pending={remove.isPending}
        title={`Delete “${deleting?.name ?? ""}”?`}
      />
    </Section>
  );
}
