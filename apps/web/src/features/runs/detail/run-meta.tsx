"use client";
import { Badge, Duration, StatusBadge, Time } from "@millrace/ui";
import { useScope } from "@/lib/scope";
import { RunLink } from "../../../shared/run-link";
import { TextLink } from "../../../shared/text-link";
import { TRIGGER_LABELS } from "../list/filters";
import type { RunData } from "./run-data";

const WAIT_SHOWN_MS = 1_000;

/** The line below the title: who, when, duration, version, and related runs. */
export function RunMeta({ data }: { data: RunData }) {
  const { paths } = useScope();
  const { run } = data;
  return (
    <>
      <StatusBadge status={run.status} />
      <span>
        {TRIGGER_LABELS[run.trigger as keyof typeof TRIGGER_LABELS] ?? run.trigger}
        {run.launchedByName && ` by ${run.launchedByName}`}
      </span>
      <span>
        Created <Time focusable value={run.createdAt} />
      </span>
      {run.startedAt && run.startedAt.getTime() - run.createdAt.getTime() >= WAIT_SHOWN_MS && (
        <span>
          Queued for <Duration from={run.createdAt} to={run.startedAt} />
        </span>
      )}
      {run.startedAt && (
        <span>
          {run.endedAt ? "Ran for " : "Running for "}
          <Duration from={run.startedAt} to={run.endedAt} />
        </span>
      )}
      <span>
        <TextLink className="font-normal text-muted" href={paths.location(run.location)}>
          {run.location}
        </TextLink>
        {run.versionNumber != null && ` v${run.versionNumber}`}
      </span>
      {run.attempt > 1 && <Badge tone="warning">Start attempt {run.attempt}</Badge>}
      {run.parentRunId && (
        <span>
          {run.retryNumber > 0 ? `Retry ${run.retryNumber} of ` : "Re-run of "}
          <RunLink className="font-normal text-muted" id={run.parentRunId} />
        </span>
      )}
      {run.partitionKeys.length > 0 && (
        <Badge>
          {run.partitionKeys.length === 1 ? run.partitionKeys[0] : `${run.partitionKeys.length} partitions`}
        </Badge>
      )}
    </>
  );
}
