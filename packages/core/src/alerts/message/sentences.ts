import { formatDuration } from "../../retry";
import type { AlertMessage, IncidentMessage, IncidentSummary } from "./alert-message";

/** The incidents' subjects as a title: `nightly`, `orders and 2 more`, `Code location sales`. */
export function titleOf({ subjects, moreSubjects }: IncidentSummary): string {
  const [first, ...others] = subjects;
  if (!first) return "A run";
  const more = others.length + moreSubjects;
  if (more > 0) return `${first.name} and ${more} more`;
  return first.kind === "location" ? `Code location ${first.name}` : first.name;
}

const isMany = ({ subjects }: IncidentSummary): boolean => subjects.length > 1;

/** `nightly is failing`, `Code location sales failed to load`. */
export const failingTitle = (incident: IncidentSummary): string =>
  `${titleOf(incident)} ${incident.kind === "loadError" ? "failed to load" : isMany(incident) ? "are failing" : "is failing"}`;

/** `nightly has recovered`, `nightly is resolved`. */
export function resolvedTitle(incident: IncidentSummary): string {
  const verb = incident.resolvedBy
    ? isMany(incident)
      ? "are resolved"
      : "is resolved"
    : isMany(incident)
      ? "have recovered"
      : "has recovered";
  return `${titleOf(incident)} ${verb}`;
}

/** `3 consecutive failures`, `10 failed partitions`, `3 consecutive failures (1 failed partition)`. */
export function consecutiveFailures({ failures, failedPartitions }: IncidentSummary): string {
  const inARow = failures === 1 ? "1 failure" : `${failures} consecutive failures`;
  if (failedPartitions === 0) return inARow;
  const partitions = failedPartitions === 1 ? "1 failed partition" : `${failedPartitions} failed partitions`;
  return failures > failedPartitions ? `${inARow} (${partitions})` : partitions;
}

/** `recovered after 3 failures (12m)`, `was marked resolved by Ada after 1 failure (2h 10m)`. */
export function recoveryText(incident: IncidentSummary): string {
  const end = Date.parse(incident.resolvedAt ?? incident.openedAt);
  const lastedMs = Math.max(0, end - Date.parse(incident.openedAt));
  const verb = incident.resolvedBy
    ? `${isMany(incident) ? "were" : "was"} marked resolved by ${incident.resolvedBy}`
    : "recovered";
  const failures = incident.failures === 1 ? "1 failure" : `${incident.failures} failures`;
  return `${verb} after ${failures} (${formatDuration(Math.round(lastedMs / 1_000) * 1_000)})`;
}

/** `TypeError: x is not a function`, or why the run failed; undefined if nothing is known. */
export const errorText = ({ error, failureReason }: IncidentSummary): string | undefined =>
  error ? (error.name ? `${error.name}: ${error.message}` : error.message) : (failureReason ?? undefined);

/** What follows the title in an update: `is failing again (reopened 2×): 1 failure`. */
export function updateText({ notice, because, incident }: IncidentMessage): string {
  if (notice === "recovered") return recoveryText(incident);
  return `${verbOf(notice, because, incident)}: ${consecutiveFailures(incident)}`;
}

function verbOf(
  notice: IncidentMessage["notice"],
  because: IncidentMessage["because"],
  incident: IncidentSummary,
): string {
  if (notice === "reopened") return `is failing again (reopened ${incident.reopened}×)`;
  return because === "changedError" ? "is now failing with a different error" : "is still failing";
}

/** The first line of the error; empty if there is none. */
export const errorLine = ({ error }: IncidentSummary): string =>
  error?.message
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim() ?? "";

/** Returns a message as one or two sentences: for notifications, subjects, and screen readers. */
export function headline(message: AlertMessage): string {
  switch (message.type) {
    case "text":
      return message.text;
    case "test":
      return `Test from Millrace: alerts for ${message.team} will be sent here. Sent by ${message.by}.`;
    case "incident":
      return [sentenceOf(message), ...(message.note ? [message.note] : message.incident.warnings.slice(0, 1))].join(
        " ",
      );
  }
}

function sentenceOf(message: IncidentMessage): string {
  const { notice, incident } = message;
  const where = `in ${incident.deployment}`;
  if (notice === "recovered" || incident.resolvedAt) return `${titleOf(incident)} ${recoveryText(incident)} ${where}.`;
  const error = errorLine(incident);
  const ending = error === "" ? "" : ` ${error}`;
  if (notice === "opened" || notice === "edit") {
    const reopened = incident.reopened > 0 ? ` (reopened ${incident.reopened}×)` : "";
    return `${failingTitle(incident)} ${where}: ${consecutiveFailures(incident)}${reopened}.${ending}`;
  }
  return `${titleOf(incident)} ${verbOf(notice, message.because, incident)} ${where}: ${consecutiveFailures(incident)}.${ending}`;
}

/** `Also notified: team:ingest and 2 more`; undefined if no one else was. */
export function alsoNotifiedText({ alsoNotified, moreNotified }: IncidentSummary): string | undefined {
  if (alsoNotified.length === 0) return undefined;
  return `Also notified: ${alsoNotified.join(", ")}${moreNotified > 0 ? ` and ${moreNotified} more` : ""}`;
}
