import type { RuntimeEvent } from "@millrace/protocol";

/** A row of `RunEvent`, without its number. */
export type EventRow = {
  readonly at: number;
  readonly type: string;
  readonly step: string | null;
  readonly stepAttempt: number | null;
  readonly level: string | null;
  readonly message: string | null;
  /** JSON text. */
  readonly data: string | null;
};

/** What has a column of its own leaves `data`. */
export function toEventRow(event: RuntimeEvent): EventRow {
  const { type, at, step, stepAttempt, level, message, ...data } = { ...OPTIONAL, ...event };
  return {
    at,
    type,
    step,
    stepAttempt,
    level: level ?? LEVELS[type] ?? null,
    message: message === null ? null : withoutNul(message),
    data: Object.keys(data).length > 0 ? withoutNulEscapes(JSON.stringify(data)) : null,
  };
}

const OPTIONAL: { step: string | null; stepAttempt: number | null; level: string | null; message: string | null } = {
  step: null,
  stepAttempt: null,
  level: null,
  message: null,
};

const LEVELS: Partial<Record<RuntimeEvent["type"], string>> = { stepFailed: "error", stepRetrying: "warn" };

/** PostgreSQL's text cannot hold U+0000; user code can print it. */
export const withoutNul = (text: string): string => text.replaceAll("\0", "\uFFFD");

/** The same for JSON text, where an escaped backslash before `u0000` is no escape of U+0000. */
export const withoutNulEscapes = (json: string): string =>
  json.includes("\\u0000") ? json.replace(/(?<!\\)((?:\\\\)*)\\u0000/g, "$1\\ufffd") : json;
