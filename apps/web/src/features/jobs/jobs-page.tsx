"use client";
import { Card, CodeBlock, DataTable, EmptyState, PageHeader } from "@millrace/ui";
import { useQuery } from "@tanstack/react-query";
import { ListTree } from "lucide-react";
import { useScope } from "@/lib/scope";
import { useTRPC } from "@/lib/trpc";
import { Page } from "../../shared/page";
import { QueryView } from "../../shared/query-view";
import { jobColumns } from "./job-columns";

const example = `export const refresh = assetJob("refresh", {
  select: "group:gold",
});`;

/** A deployment's jobs with their recent runs. */
export function JobsPage() {
  const trpc = useTRPC();
  const { scope, paths } = useScope();
  const jobs = useQuery(trpc.job.list.queryOptions(scope));
  const columns = jobColumns(paths);
  return (
    <Page wide>
      <PageHeader title="Jobs" />
      <Card className="overflow-hidden">
        <QueryView query={jobs} what="jobs">
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState icon={<ListTree />} title="No jobs yet">
                <p>A job is a named selection of assets or graph of ops, with its own config, retries, and schedule.</p>
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
