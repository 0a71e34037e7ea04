"use client";
import { Button, DataTable, EmptyState, Section, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../../shared/query-view";

/** What is kept quiet, until when, and why. */
export function SilenceList() {
  const trpc = useTRPC();
  const can = useCan();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const silences = useQuery(trpc.silence.list.queryOptions(scope));
  const end = useMutation(
    trpc.silence.delete.mutationOptions({
      meta: { failure: "Couldn't end the silence" },
      onSuccess: () => {
        toast.success("Silence ended");
        void queryClient.invalidateQueries(trpc.silence.pathFilter());
      },
    }),
  );
  return (
    <Section flush title="Silences">
      <QueryView query={silences} what="silences">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<BellOff />} title="No active silences">
              Silence a job or asset from its incident, for an hour up to a week. Silences expire automatically.
            </EmptyState>
          ) : (
            <DataTable
              caption="Silences"
              columns={[
                {
                  id: "what",
                  header: "Scope",
                  cell: (silence) => (
                    <>
                      {silence.scope} <span className="font-mono text-xs">{silence.target}</span>
                    </>
                  ),
                },
                { id: "until", header: "Until", cell: (silence) => <Time mode="absolute" value={silence.until} /> },
                {
                  id: "reason",
                  header: "Reason",
                  from: "sm",
                  cell: (silence) => <span className="text-muted">{silence.reason}</span>,
                },
                {
                  id: "by",
                  header: "Created by",
                  from: "md",
                  cell: (silence) => <span className="text-muted">{silence.by}</span>,
                },
                {
                  id: "actions",
                  header: <span className="sr-only">Actions</span>,
                  className: "text-right",
                  cell: (silence) =>
                    can("alert:manage") && (
                      <Button onClick={() => end.mutate({ ...scope, id: silence.id })} size="sm" variant="ghost">
                        End silence
                      </Button>
                    ),
                },
              ]}
              rowKey={(silence) => silence.id}
              rows={rows}
            />
          )
        }
      </QueryView>
    </Section>
  );
}
