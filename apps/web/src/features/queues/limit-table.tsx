"use client";
import { type Column, DataTable, EmptyState, IconButton, Section, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Gauge, Trash2 } from "lucide-react";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";
import type { Limit } from "./limit";
import { LimitDialog } from "./limit-dialog";

/** Limits by tag, code location and job. */
export function LimitTable() {
  const trpc = useTRPC();
  const can = useCan();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const limits = useQuery(trpc.limit.list.queryOptions(scope));
  const remove = useMutation(
    trpc.limit.delete.mutationOptions({
      meta: { failure: "Couldn't delete the limit" },
      onSuccess: () => {
        toast.success("Limit deleted");
        void queryClient.invalidateQueries(trpc.limit.pathFilter());
      },
    }),
  );
  const editable = can("limit:manage");
  const columns: Column<Limit>[] = [
    { id: "what", header: "Applies to", cell: (limit) => <LimitLabel limit={limit} /> },
    {
      id: "limit",
      header: "Concurrent runs",
      numeric: true,
      cell: (limit) => (limit.limit === 0 ? "paused" : limit.limit),
    },
    {
      id: "actions",
      header: <span className="sr-only">Actions</span>,
      className: "w-24 text-right",
      cell: (limit) =>
        editable && (
          <span className="flex justify-end">
            <LimitDialog limit={limit} />
            <IconButton label="Delete limit" onClick={() => remove.mutate({ ...scope, limitId: limit.id })} size="sm">
              <Trash2 aria-hidden />
            </IconButton>
          </span>
        ),
    },
  ];
  return (
    <Section action={editable && <LimitDialog />} flush title="Limits">
      <QueryView query={limits} what="limits">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState className="py-9" icon={<Gauge />} title="No limits set">
              Limit concurrent runs by tag, code location, or job: for example, one run per customer, or two against the
              warehouse.
            </EmptyState>
          ) : (
            <DataTable caption="Limits" columns={columns} rowKey={(limit) => limit.id} rows={rows} />
          )
        }
      </QueryView>
    </Section>
  );
}

function LimitLabel({ limit }: { limit: Limit }) {
  const key = <code className="font-mono text-xs">{limit.key}</code>;
  if (limit.kind === "LOCATION") return <>Code location {key}</>;
  if (limit.kind === "JOB") return <>Job {key}</>;
  if (limit.value !== null)
    return (
      <>
        Tag {key} = <code className="font-mono text-xs">{limit.value}</code>
      </>
    );
  return limit.perUniqueValue ? <>Each value of tag {key}</> : <>Tag {key}, all values combined</>;
}
