"use client";
import { isCancelable, isFinished } from "@millrace/core/run";
import { Button, Card, CodeBlock, DataTable, EmptyState, PageHeader, SkeletonRows } from "@millrace/ui";
import { Activity, ArrowUp, FilterX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { useScope } from "@/lib/scope";
import { LoadMore } from "../../../shared/load-more";
import { Page } from "../../../shared/page";
import { QueryError } from "../../../shared/query-view";
import { RunBulkBar } from "./run-bulk-bar";
import { RunColumnPicker, useHiddenColumns } from "./run-column-picker";
import { runColumns } from "./run-columns";
import { RunFilterBar } from "./run-filter-bar";
import { useRunList } from "./use-run-list";

/** All runs of a deployment. */
export function RunsPage() {
  const { paths } = useScope();
  const { list, rows, newerCount, showNewer } = useRunList();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useHiddenColumns();
  const columns = useMemo(() => runColumns(paths), [paths]);
  const filtered = useSearchParams().size > 0;
  const chosen = rows.filter((run) => selected.has(run.id));

  return (
    <Page wide>
      <PageHeader actions={<RunColumnPicker hidden={hidden} onChange={setHidden} />} title="Runs" />
      <div className="flex min-h-8 flex-wrap items-center gap-2 pb-3">
        <RunFilterBar />
        <span aria-live="polite" className="ml-auto">
          {newerCount > 0 && (
            <Button onClick={() => void showNewer()} size="sm">
              <ArrowUp aria-hidden /> {newerCount >= 100 ? "100+" : newerCount} new {newerCount === 1 ? "run" : "runs"}
            </Button>
          )}
        </span>
      </div>
      <Card className="overflow-hidden">
        {list.isPending ? (
          <SkeletonRows label="Loading runs" rows={12} />
        ) : list.isError ? (
          <QueryError error={list.error} onRetry={() => void list.refetch()} what="runs" />
        ) : rows.length === 0 ? (
          filtered ? (
            <NoMatch />
          ) : (
            <NoRuns />
          )
        ) : (
          <DataTable
            busy={list.isPlaceholderData}
            caption="Runs, newest first"
            columns={columns}
            footer={
              <LoadMore
                hasMore={list.hasNextPage}
                loading={list.isFetchingNextPage}
                noun={["run", "runs"]}
                onMore={() => void list.fetchNextPage()}
                shown={rows.length}
              />
            }
            hiddenColumns={hidden}
            rowKey={(run) => run.id}
            rowLabel={(run) => `run ${run.id.slice(-8)}`}
            rows={rows}
            selection={{ selected, onChange: setSelected }}
          />
        )}
      </Card>
      {chosen.length > 0 && (
        <RunBulkBar
          cancelable={chosen.filter((run) => isCancelable(run.status)).map((run) => run.id)}
          count={chosen.length}
          onClear={() => setSelected(new Set())}
          retryable={chosen.filter((run) => isFinished(run.status)).map((run) => run.id)}
        />
      )}
    </Page>
  );
}

function NoMatch() {
  return (
    <EmptyState icon={<FilterX />} title="No matching runs">
      Remove or clear filters to see more runs.
    </EmptyState>
  );
}

function NoRuns() {
  const { paths, deployment } = useScope();
  return (
    <EmptyState
      action={
        <Button render={<a href={paths.lineage} />} variant="primary">
          Select assets to materialize
        </Button>
      }
      icon={<Activity />}
      title={`No runs in ${deployment} yet`}
    >
      <p>A run materializes assets or executes a job. Launch one from the lineage graph, a job page, or a terminal:</p>
      <CodeBlock code={`npx millrace materialize "*" --deployment ${deployment} --watch`} wrap />
    </EmptyState>
  );
}
