import type { RunEventItem, RuntimeEvent } from "@millrace/protocol";
import type { Colors } from "./output";
import { plainText } from "./plain-text";

type EventData = Readonly<Record<string, unknown>>;

/** Formats a run event as one line. */
export function eventLine(event: RunEventItem, colors: Colors): string {
  const text = plainText(eventText(event));
  const isBad = event.level === "error" || (/fail/i.test(event.type) && event.type !== "stepRetrying");
  const paint = isBad ? colors.red : event.level === "warn" || event.type === "stepRetrying" ? colors.yellow : String;
  const step = event.step ? colors.cyan(`${event.step} `) : "";
  return `${colors.dim(event.at.slice(11, 23))} ${step}${paint(text)}`;
}

/** Formats an event as progress, such as `orders: materialized`, for local and remote runs. */
export function progressLine(event: RunEventItem | RuntimeEvent): string {
  const step = event.step ? `${event.step}: ` : "";
  return plainText(`${step}${"seq" in event ? eventText(event) : localText(event)}`);
}

/** Returns the server's message if it says more than the type's name. */
const eventText = ({ type, message, data }: RunEventItem): string =>
  textOf(type, data ?? {}, message === type ? "" : message);

const localText = (event: RuntimeEvent): string =>
  textOf(event.type, event, "message" in event ? (event.message ?? "") : "");

function textOf(type: string, data: EventData, message: string): string {
  switch (type) {
    case "stepStarted":
      return "started";
    case "stepSucceeded":
      return "succeeded";
    case "stepFailed":
      return `failed: ${errorText(data) || message}`;
    case "stepRetrying":
      return `failed, retrying in ${Number(data.delayMs ?? 0) / 1_000}s: ${errorText(data) || message}`;
    case "stepSkipped":
      return `skipped: ${String(data.reason ?? message)}`;
    case "stepCanceled":
      return "canceled";
    case "stepsAdded":
      return `${String(data.count ?? "")} steps added`;
    case "materialization":
      return `materialized${partitionText(data)}`;
    case "observation":
      return `observed${partitionText(data)}`;
    case "checkResult": {
      const detail = String(data.message ?? message);
      return `check ${String(data.check ?? "")} ${data.passed ? "passed" : "failed"}${detail ? `: ${detail}` : ""}`;
    }
    case "log":
      return `${message}${fieldsText(data.fields)}`;
    default:
      return message || type;
  }
}

/** The fields of a log line as `key=value`. */
function fieldsText(fields: unknown): string {
  if (typeof fields !== "object" || fields === null) return "";
  const texts = Object.entries(fields).map(([name, value]) => ` ${name}=${fieldText(value)}`);
  return texts.join("");
}

const fieldText = (value: unknown): string =>
  typeof value === "string" && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);

const partitionText = ({ partition }: EventData): string => (partition ? ` ${String(partition)}` : "");

function errorText({ error }: EventData): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : "";
}
