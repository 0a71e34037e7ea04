import type { RunRow } from "@millrace/core/run";
import type { RunDetail, RunEventItem, RunSummary } from "@millrace/protocol";
import type { RunEvents, RunUseCases } from "@millrace/services/runs";

type Step = Awaited<ReturnType<RunUseCases["get"]>>["steps"][number];

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A run as the public API shows it. */
export const presentRun = (run: Omit<RunRow, "deploymentId">): RunSummary => ({
  id: run.id,
  status: run.status,
  job: run.job,
  selection: run.selection,
  assetKeys: run.assetKeys,
  partitionKeys: run.partitionKeys,
  location: run.location,
  trigger: run.trigger,
  launchedByName: run.launchedByName,
  failureReason: run.failureReason,
  createdAt: run.createdAt.toISOString(),
  startedAt: instant(run.startedAt),
  endedAt: instant(run.endedAt),
});

export const presentStep = (step: Step): RunDetail["steps"][number] => ({
  key: step.key,
  status: step.status,
  attempt: step.stepAttempt,
  startedAt: instant(step.startedAt),
  endedAt: instant(step.endedAt),
  error: step.error ? { ...step.error, name: step.error.name ?? "Error" } : null,
});

export const presentEvent = (event: RunEvents["data"][number]): RunEventItem => ({
  seq: event.seq,
  at: event.at.toISOString(),
  type: event.type,
  step: event.step,
  attempt: event.stepAttempt,
  level: event.level,
  message: event.message ?? messageOf(event.data) ?? event.type,
  data: event.data === null ? null : { ...event.data },
});

function messageOf(data: Readonly<Record<string, unknown>> | null): string | undefined {
  const error = data?.error;
  return error && typeof error === "object" && "message" in error ? String(error.message) : undefined;
}
