"use client";
import { formatDuration, Section, StatusText, Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { RunLink } from "../../shared/run-link";
import { TextLink } from "../../shared/text-link";
import type { JobData } from "./job-data";

/** A job's recent runs. */
export function JobRuns({ data }: { data: JobData }) {
  const { paths } = useScope();
  return (
    <Section
      action={
        <TextLink
          className="text-accent-text text-xs"
          href={`${paths.runs}?job=${encodeURIComponent(data.definition.name)}`}
        >
          View all runs
        </TextLink>
      }
      flush
      title="Recent runs"
    >
      {data.recentRuns.length === 0 ? (
        <p className="p-4 text-muted">No runs in this deployment yet.</p>
      ) : (
        <ul className="divide-y">
          {data.recentRuns.map((run) => (
            <li className="flex items-center gap-4 px-4 py-2" key={run.id}>
              <StatusText className="w-28" status={run.status} />
              <RunLink className="text-xs" id={run.id} />
              <Time className="ml-auto text-muted" value={run.createdAt} />
              <span className="w-20 text-right text-muted tabular">
                {run.durationMs === null ? "–" : formatDuration(run.durationMs)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
