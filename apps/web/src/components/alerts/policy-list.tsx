"use client";
import {
  Badge,
  type Column,
  ConfirmDialog,
  DataTable,
  EmptyState,
  formatDuration,
  IconButton,
  Section,
  Switch,
  toast,
} from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing, Trash2 } from "lucide-react";
import { useState } from "react";
import { useCan, useOrg } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../shared/query-view";
import type { Policy } from "./policy";
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

const opens = ({ threshold }: Policy) =>
  threshold === 1 ? "at the first failure" : `after ${threshold} failures in a row`;

export function PolicyList() {
  const trpc = useTRPC();
  const can = useCan();
  const { org } = useOrg();
  const queryClient = useQueryClient();
  const policies = useQuery(trpc.policy.list.queryOptions({ org }));
  const [deleting, setDeleting] = useState<Policy | null>(null);
  const refresh = () => queryClient.invalidateQueries(trpc.policy.pathFilter());
  const update = useMutation(
    trpc.policy.update.mutationOptions({ meta: { failure: "The policy was not changed" }, onSettled: refresh }),
  );
  const remove = useMutation(
    trpc.policy.delete.mutationOptions({
      meta: { failure: "The policy was not deleted" },
      onSuccess: () => {
        toast.success("Policy deleted");
        setDeleting(null);
      },
      onSettled: refresh,
    }),
  );
  const editable = can("alert:manage");
  const columns: Column<Policy>[] = [
    {
      id: "name",
      header: "Policy",
      cell: (policy) => (
        <span className="flex flex-col py-1 sm:py-0">
          <span className="flex items-center gap-2">
            <span className="font-medium">{policy.name}</span>
            {policy.isDefault && <Badge>default</Badge>}
            {policy.kind === "loadError" && <Badge tone="outline">code</Badge>}
          </span>
          <span className="text-subtle text-xs sm:hidden">opens {opens(policy)}</span>
        </span>
      ),
    },
    {
      id: "when",
      header: "Opens",
      from: "sm",
      cell: (policy) => <span className="text-muted">{opens(policy)}</span>,
    },
    {
      id: "closes",
      header: "Closes",
      from: "lg",
      cell: (policy) => (
        <span className="text-muted">
          {policy.recoverAfter === 1 ? "at the first success" : `after ${policy.recoverAfter} successes`}
        </span>
      ),
    },
    {
      id: "wait",
      header: "Waits",
      from: "md",
      cell: (policy) => <span className="text-muted">{formatDuration(policy.groupWaitMs)}</span>,
    },
    {
      id: "reminds",
      header: "Reminds",
      from: "md",
      cell: (policy) => <span className="text-muted">every {formatDuration(policy.renotifyMs)}</span>,
    },
    {
      id: "enabled",
      header: "On",
      className: "w-16",
      cell: (policy) => (
        <Switch
          checked={policy.enabled}
          disabled={!editable}
          label={`${policy.name} is on`}
          onCheckedChange={(enabled) => update.mutate({ ...changeable(policy), org, enabled })}
        />
      ),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "w-24 text-right",
      cell: (policy) =>
        editable && (
          <span className="flex justify-end">
            <PolicyDialog policy={policy} />
            {!policy.isDefault && (
              <IconButton label={`Delete ${policy.name}`} onClick={() => setDeleting(policy)} size="sm">
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </span>
        ),
    },
  ];
  return (
    <Section action={editable && <PolicyDialog />} flush title="Policies">
      <QueryView query={policies} what="the policies">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<BellRing />} title="No policies">
              Without one, failures open no incidents and nobody is told.
            </EmptyState>
          ) : (
            <DataTable caption="Alert policies" columns={columns} rowKey={(policy) => policy.id} rows={rows} />
          )
        }
      </QueryView>
      <ConfirmDialog
        confirmLabel="Delete"
        danger
        description="Its open incidents are closed without a message."
        onConfirm={() => deleting && remove.mutate({ org, id: deleting.id })}
        onOpenChange={(open) => !open && setDeleting(null)}
        open={deleting !== null}
        pending={remove.isPending}
        title={`Delete “${deleting?.name ?? ""}”?`}
      />
    </Section>
  );
}
