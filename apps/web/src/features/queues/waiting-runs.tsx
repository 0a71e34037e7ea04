"use client";
import { EmptyState, Section, Time } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { useLiveConnected } from "@/shell/live/live-provider";
import { QueryView } from "../../shared/query-view";
import { TextLink } from "../../shared/text-link";
import { runTitle } from "../runs/run-title";
import { limitLabel, limitUsageLabel } from "./limit-labels";

const SHOWN = 12;
type WaitingRun = Outputs["queue"]["waiting"]["data"][number];

/** The deployment's queue in starting order, each run with its blocking limits. */
export function WaitingRuns() {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const connected = useLiveConnected();
  const queue = useQuery(
    trpc.queue.waiting.queryOptions({ ...scope, limit: SHOWN }, { refetchInterval: connected ? false : 10_000 }),
  );
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
      <QueryView query={queue} what="queue">
        {({ data, total }) =>
          data.length === 0 ? (
            <EmptyState className="py-9" icon={<CircleCheck />} title="No queued runs">
              Runs blocked by a limit appear here with the reason.
            </EmptyState>
          ) : (
            <>
              <ol className="divide-y">
                {data.map((waiting) => (
                  <WaitingRow key={waiting.run.id} waiting={waiting} />
                ))}
              </ol>
              {total > data.length && (
                <p className="border-t px-4 py-2 text-subtle text-xs tabular">{total - data.length} more in queue</p>
              )}
            </>
          )
        }
      </QueryView>
    </Section>
  );
}

function WaitingRow({ waiting: { run, position, limits } }: { waiting: WaitingRun }) {
  const { paths } = useScope();
  const [first, ...others] = limits;
  return (
    <li className="grid grid-cols-[auto_1fr_auto] items-baseline gap-x-3 px-4 py-2">
      <span className="text-subtle text-xs tabular">{position}</span>
      <TextLink className="truncate" href={paths.run(run.id)}>
        {runTitle(run)}
      </TextLink>
      <span className="flex gap-3 text-muted text-xs tabular">
        {run.priority !== 0 && <span>priority {run.priority}</span>}
        <Time value={run.createdAt} />
      </span>
      <span className="col-start-2 text-muted text-xs">
        {first ? `${limitLabel(first)}: ${limitUsageLabel(first)}` : "Worker capacity"}
        {others.length > 0 && `, and ${others.length} more`}
      </span>
    </li>
  );
}
