type Event = {
  type: string;
  step: string | null;
  message: string | null;
  level: string | null;
  stepAttempt: number | null;
  data: unknown;
};
export type EventText = {
  status: string;
  text: string;
  detail?: string;
  /** Metadata recorded by the author. */
  metadata?: Record<string, unknown>;
};

const record = (value: unknown): Record<string, unknown> =>
  value && typeof value === "object" ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const errorText = (data: Record<string, unknown>): string => text(record(data.error).message);
const attempt = (event: Event): string =>
  event.stepAttempt && event.stepAttempt > 1 ? ` (attempt ${event.stepAttempt})` : "";

/** Describes an event as a sentence with a status icon and its numbers. */
export function describeEvent(event: Event): EventText {
  const data = record(event.data);
  switch (event.type) {
    case "stepStarted":
      return { status: "STEP_STARTED", text: `Started${attempt(event)}` };
    case "stepSucceeded":
      return { status: "SUCCESS", text: `Succeeded${attempt(event)}`, detail: setsText(data.dynamicPartitions) };
    case "stepFailed":
      return { status: "FAILURE", text: `Failed${attempt(event)}`, detail: errorText(data) || (event.message ?? "") };
    case "stepRetrying":
      return {
        status: "RETRYING",
        text: `Failed, retrying in ${Number(data.delayMs ?? 0) / 1_000}s`,
        detail: errorText(data),
      };
    case "stepSkipped":
      return { status: "SKIPPED", text: "Skipped", detail: text(data.reason) };
    case "stepCanceled":
      return { status: "CANCELED", text: "Canceled" };
    case "stepsAdded":
      return { status: "PENDING", text: `${String(data.count ?? "")} steps added` };
    case "materialization":
      return { status: "MATERIALIZED", text: `Materialized ${text(data.asset)}`, metadata: record(data.metadata) };
    case "observation":
      return { status: "READY", text: `Observed ${text(data.asset)}`, metadata: record(data.metadata) };
    case "checkResult":
      return {
        status: data.passed ? "PASS" : data.severity === "warn" ? "WARN" : "FAIL",
        text: `Check ${text(data.check)} ${data.passed ? "passed" : "failed"}`,
        detail: text(data.message),
        metadata: record(data.metadata),
      };
    case "log":
      return {
        status: event.level === "error" ? "FAIL" : event.level === "warn" ? "WARN" : "LOG",
        text: event.message ?? text(data.message),
        detail: fieldsText(data.fields),
      };
    default:
      return { status: statusOf(event.type), text: event.message ?? text(data.message) ?? event.type };
  }
}

/** Describes a step's changes to partition sets. */
function setsText(value: unknown): string {
  const count = (keys: unknown): number => (Array.isArray(keys) ? keys.length : 0);
  return Object.entries(record(value))
    .flatMap(([set, changes]) => {
      const { add, delete: removed } = record(changes);
      return [
        ...(count(add) > 0 ? [`${count(add)} added to ${set}`] : []),
        ...(count(removed) > 0 ? [`${count(removed)} deleted from ${set}`] : []),
      ];
    })
    .join(", ");
}

function statusOf(type: string): string {
  if (/fail/i.test(type)) return "FAILURE";
  if (/succe/i.test(type)) return "SUCCESS";
  if (/cancel/i.test(type)) return "CANCELED";
  if (/queue/i.test(type)) return "QUEUED";
  if (/start|admit/i.test(type)) return "STEP_STARTED";
  return "UNKNOWN";
}

/** The fields of a log line. */
function fieldsText(value: unknown): string {
  return Object.entries(record(value))
    .slice(0, 6)
    .map(([key, entry]) => `${key}=${short(entry)}`)
    .join("  ");
}

function short(value: unknown): string {
  const plain = record(value).value ?? value;
  const written = typeof plain === "string" ? plain : JSON.stringify(plain);
  return written && written.length > 80 ? `${written.slice(0, 80)}…` : (written ?? "");
}
