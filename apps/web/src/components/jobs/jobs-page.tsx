"use client";
import {
  Badge,
  Card,
  CodeBlock,
  type Column,
  DataTable,
  EmptyState,
  formatDuration,
  PageHeader,
  RunHistory,
  statusLook,
  Time,
} from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { ListTree } from "lucide-react";
import { useScope } from "@/lib/scope";
import { type Outputs, useTRPC } from "@/lib/trpc";
import { Page } from "../shared/page";
import { QueryView } from "../shared/query-view";
import { TextLink } from "../shared/text-link";

type Job = Outputs["job"]["list"][number];

const example = `export const refresh = assetJob("refresh", {
  select: "group:gold",
});`;

/** The jobs of a deployment with their last runs. */
export function JobsPage() {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const jobs = useQuery(trpc.job.list.queryOptions(scope));
  const columns: Column<Job>[] = [
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
      header: "Last runs",
      cell: (job) =>
        job.recentRuns.length === 0 ? (
          <span className="text-subtle">none</span>
        ) : (
          <RunHistory
            bars={job.recentRuns.toReversed().map((run) => ({
              id: run.id,
              status: run.status,
              durationMs: run.durationMs,
              href: paths.run(run.id),
              label: `Run ${run.id.slice(-8)}: ${statusLook(run.status).label}${run.durationMs === null ? "" : `, ${formatDuration(run.durationMs)}`}`,
            }))}
            label={`Last runs of ${job.name}`}
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
      header: "Works on",
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
      header: "Code",
      from: "lg",
      cell: (job) => (
        <TextLink className="font-normal text-muted" href={paths.location(job.location)}>
          {job.location}
        </TextLink>
      ),
    },
  ];
  return (
    <Page wide>
      <PageHeader title="Jobs" />
      <Card className="overflow-hidden">
        <QueryView query={jobs} what="the jobs">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={<ListTree />} title="No jobs yet">
                <p>
                  A job is a named piece of work: a selection of assets, or a graph of ops, with its own config, retries
                  and schedule.
                </p>
                <CodeBlock code={example} title="src/jobs.ts" />
              </EmptyState>
            ) : (
              <DataTable caption="Jobs" columns={columns} rowKey={(job) => `${job.location}/${job.name}`} rows={rows} />
            )
          }
        </QueryView>
      </Card>
    </Page>
  );
}
