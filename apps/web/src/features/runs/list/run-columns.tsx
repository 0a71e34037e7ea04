"use client";
import { Badge, type Column, CopyButton, Duration, StatusText, Time, Tooltip } from "@millrace/ui";
import type { deploymentPaths } from "@/lib/paths";
import type { Outputs } from "@/lib/trpc";
import { RunLink } from "../../../shared/run-link";
import { TextLink } from "../../../shared/text-link";
import { runSelection, runTitle } from "../run-title";
import { TRIGGER_LABELS } from "./filters";

export type RunRow = Outputs["run"]["list"]["data"][number];

export const RUN_COLUMN_NAMES = {
  target: "Target",
  trigger: "Trigger",
  version: "Version",
  tags: "Tags",
  created: "Created",
  duration: "Duration",
};

/** Columns of all runs tables. */
export function runColumns(paths: ReturnType<typeof deploymentPaths>): Column<RunRow>[] {
  return [
    {
      id: "status",
      header: "Status",
      className: "sm:w-32",
      cell: (run) => <StatusText status={run.status} />,
    },
    {
      id: "run",
      header: "Run",
      from: "sm",
      className: "w-28",
      cell: (run) => (
        <span className="flex items-center gap-0.5">
          <RunLink className="text-xs" id={run.id} />
          <CopyButton
            className="opacity-0 focus-visible:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100"
            label={`Copy ${run.id}`}
            value={run.id}
          />
        </span>
      ),
    },
    {
      id: "target",
      header: "Target",
      className: "max-w-44 sm:max-w-72",
      cell: (run) => (
        <span className="flex min-w-0 items-center gap-x-2 max-sm:flex-wrap max-sm:py-1.5">
          <TextLink className="truncate" href={paths.run(run.id)}>
            {runTitle(run)}
          </TextLink>
          {runSelection(run) && (
            <code className="truncate font-mono text-subtle text-xs max-sm:hidden">{runSelection(run)}</code>
          )}
          {run.partitionKeys.length > 0 && <Badge>{partitionText(run.partitionKeys)}</Badge>}
          {run.retryNumber > 0 && <Badge tone="warning">retry {run.retryNumber}</Badge>}
          <span className="w-full text-subtle text-xs sm:hidden">
            <Time value={run.createdAt} /> · <Duration from={run.startedAt} to={run.endedAt} />
          </span>
        </span>
      ),
    },
    {
      id: "trigger",
      header: "Trigger",
      from: "md",
      cell: (run) => (
        <span className="text-muted">
          {TRIGGER_LABELS[run.trigger as keyof typeof TRIGGER_LABELS] ?? run.trigger}
          {run.launchedByName && <span className="text-subtle"> · {run.launchedByName}</span>}
        </span>
      ),
    },
    {
      id: "version",
      header: "Code location",
      from: "lg",
      cell: (run) => (
        <TextLink className="font-normal text-muted" href={paths.location(run.location)}>
          {run.location}
        </TextLink>
      ),
    },
    { id: "tags", header: "Tags", from: "xl", cell: (run) => <Tags tags={run.tags} /> },
    {
      id: "created",
      header: "Created",
      from: "sm",
      cell: (run) => <Time className="text-muted" value={run.createdAt} />,
    },
    {
      id: "duration",
      header: "Duration",
      from: "sm",
      numeric: true,
      cell: (run) => <Duration className="text-muted" from={run.startedAt} to={run.endedAt} />,
    },
  ];
}

function partitionText(keys: readonly string[]): string {
  return keys.length === 1 ? keys[0]! : `${keys.length} partitions`;
}

function Tags({ tags }: { tags: Record<string, string> }) {
  const own = Object.entries(tags).filter(([key]) => !key.startsWith("millrace/"));
  if (own.length === 0) return null;
  const [first, ...rest] = own;
  return (
    <span className="flex gap-1">
      <Badge tone="outline">
        {first![0]}={first![1]}
      </Badge>
      {rest.length > 0 && (
        <Tooltip content={rest.map(([key, value]) => `${key}=${value}`).join(", ")}>
          <button className="rounded-sm px-1 text-2xs text-subtle" type="button">
            +{rest.length}
          </button>
        </Tooltip>
      )}
    </span>
  );
}
