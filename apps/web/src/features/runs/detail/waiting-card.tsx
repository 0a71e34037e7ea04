"use client";
import { Badge, StatusIcon } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { RunLink } from "../../../shared/run-link";
import { TextLink } from "../../../shared/text-link";
import { limitLabel, limitUsageLabel } from "../../queues/limit-labels";

/** Explains why a run is queued: each limit in order, with the runs that use it. */
export function WaitingCard({ runId }: { runId: string }) {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const why = useQuery(trpc.queue.why.queryOptions({ ...scope, runId }, { refetchInterval: 5_000 }));
  const limits = why.data?.limits ?? [];
  return (
    <section aria-label="Why this run is queued" className="rounded-lg border bg-surface p-4 shadow-card">
      <h2 className="flex flex-wrap items-center gap-2 font-semibold text-base">
        <StatusIcon decorative status="QUEUED" />
        {limits.length > 0 ? "Waiting for a limit" : "Waiting for a worker"}
        {why.data?.position != null && <Badge>Position {why.data.position} in queue</Badge>}
      </h2>
      {limits.length === 0 && (
        <p className="mt-1 text-muted text-sm">
          No limit is blocking this run. It starts as soon as a worker has a free slot.
        </p>
      )}
      {limits.length > 0 && (
        <ol className="mt-3 space-y-1.5">
          {limits.map((limit) => (
            <li className="flex flex-wrap items-baseline gap-x-3 text-sm" key={`${limit.kind} ${limit.name}`}>
              <span className="flex min-w-0 items-center gap-1.5">
                <StatusIcon className="size-3.5" decorative status="FAIL" />
                <span>{limitLabel(limit)}</span>
              </span>
              <span className="text-muted tabular">{limitUsageLabel(limit)}</span>
              {limit.heldBy.length > 0 && (
                <span className="text-subtle text-xs">
                  held by{" "}
                  {limit.heldBy.slice(0, 3).map((holder, index) => (
                    <span key={holder}>
                      {index > 0 && ", "}
                      <RunLink className="font-normal text-muted" id={holder} />
                    </span>
                  ))}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      <TextLink className="mt-3 inline-block text-accent-text text-xs" href={paths.queues}>
        View queues and limits
      </TextLink>
    </section>
  );
}
