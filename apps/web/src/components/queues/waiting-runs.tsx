"use client";
import { EmptyState, Section, SkeletonRows, Time } from "@millrace/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { runTitle } from "../runs/run-title";
import { TextLink } from "../shared/text-link";

/** The queue of the deployment. */
export function WaitingRuns() {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const queued = useInfiniteQuery(
    trpc.run.list.infiniteQueryOptions(
      { ...scope, status: ["QUEUED"] },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, refetchInterval: 10_000 },
    ),
  );
  const rows = queued.data?.pages[0]?.data ?? [];
  return (
    <Section
      action={
        <TextLink className="text-accent-text text-xs" href={`${paths.runs}?status=QUEUED`}>
          All queued runs
        </TextLink>
      }
      flush
      title="Waiting"
    >
      {queued.isPending ? (
        <SkeletonRows label="Loading the queue" rows={4} />
      ) : rows.length === 0 ? (
        <EmptyState className="py-9" icon={<CircleCheck />} title="Nothing waits">
          Runs that find no room appear here, each with the reason.
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {rows.slice(0, 12).map((run) => (
            <li className="flex items-center gap-3 px-4 py-2" key={run.id}>
              <TextLink className="min-w-0 flex-1 truncate" href={paths.run(run.id)}>
                {runTitle(run)}
              </TextLink>
              {run.priority !== 0 && <span className="text-subtle text-xs tabular">priority {run.priority}</span>}
              <Time className="text-muted text-xs" value={run.createdAt} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
