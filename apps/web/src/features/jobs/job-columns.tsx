"use client";
import { Badge, type Column, formatDuration, RunHistory, shortId, statusLook, Time } from "@millrace/ui";
import type { deploymentPaths } from "@/lib/paths";
import type { Outputs } from "@/lib/trpc";
import { TextLink } from "../../shared/text-link";

type Job = Outputs["job"]["list"][number];

/** Columns of the jobs table. */
export function jobColumns(paths: ReturnType<typeof deploymentPaths>): Column<Job>[] {
  return [
    {
      id: "name",
      header: "Job",
      className: "max-w-48 sm:max-w-80",
      cell: (job) => (
        <span className="flex flex-col py-1">
          <TextLink className="truncate font-mono text-xs" href={paths.job(job.location, job.name)}>
            {job.name}
          </TextLink>
          {job.description && <span className="truncate text-subtle text-xs">{job.description}</span>}
        </span>
      ),
    },
    {
      id: "runs",
      header: "Recent runs",
      cell: (job) =>
        job.recentRuns.length === 0 ? (
          <span className="text-subtle">None</span>
        ) : (
          <RunHistory
            bars={job.recentRuns.toReversed().map((run) => ({
              id: run.id,
              status: run.status,
              durationMs: run.durationMs,
              href: paths.run(run.id),
              label: `Run ${shortId(run.id)}: ${statusLook(run.status).label}${run.durationMs === null ? "" : `, ${formatDuration(run.durationMs)}`}`,
            }))}
            label={`Recent runs of ${job.name}`}
          />
        ),
    },
    {
      id: "last",
      header: "Last run",
      from: "sm",
      cell: (job) => <Time className="text-muted" empty="never" value={job.recentRuns[0]?.createdAt} />,
    },
    {
      id: "kind",
      header: "Type",
      from: "md",
      cell: (job) => <Badge>{job.select === null ? "ops" : "assets"}</Badge>,
    },
    {
      id: "owners",
      header: "Owners",
      from: "lg",
      cell: (job) => <span className="text-muted">{job.owners.join(", ")}</span>,
    },
    {
      id: "code",
      header: "Code location",
      from: "lg",
      cell: (job) => (
        <TextLink className="font-normal text-muted" href={paths.location(job.location)}>
          {job.location}
        </TextLink>
      ),
    },
  ];
}
