"use client";
import { Button, DataTable, EmptyState, Section, Time, toast } from "@millrace/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import { useCan, useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { QueryView } from "../shared/query-view";

/** What is kept quiet, until when, and why. */
export function SilenceList() {
  const trpc = useTRPC();
  const can = useCan();
  const { scope } = useScope();
  const queryClient = useQueryClient();
  const silences = useQuery(trpc.silence.list.queryOptions(scope));
  const end = useMutation(
    trpc.silence.delete.mutationOptions({
      meta: { failure: "The silence was not ended" },
      onSuccess: () => {
        toast.success("Silence ended");
        void queryClient.invalidateQueries(trpc.silence.pathFilter());
      },
    }),
  );
  return (
    <Section flush title="Silences">
      <QueryView query={silences} what="the silences">
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={<BellOff />} title="Nothing is silenced">
              Silence a subject from its incident, for an hour or a week. Every silence ends by itself.
            </EmptyState>
          ) : (
            <DataTable
              caption="Silences"
              columns={[
                {
                  id: "what",
                  header: "What",
                  cell: (silence) => (
                    <>
                      {silence.scope} <span className="font-mono text-xs">{silence.target}</span>
                    </>
                  ),
                },
                { id: "until", header: "Until", cell: (silence) => <Time mode="absolute" value={silence.until} /> },
                {
                  id: "reason",
                  header: "Why",
                  from: "sm",
                  cell: (silence) => <span className="text-muted">{silence.reason}</span>,
                },
                {
                  id: "by",
                  header: "By",
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
                        End now
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
