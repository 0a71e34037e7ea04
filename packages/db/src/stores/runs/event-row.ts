import type { RuntimeEvent } from "@millrace/protocol";
import { storableJson } from "../../storable";

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

/** Splits an event into the columns of its row; `data` gets the rest. */
export function toEventRow(event: RuntimeEvent): EventRow {
  const { type, at, step, stepAttempt, level, message, ...data } = { ...OPTIONAL, ...event };
  return {
    at,
    type,
    step,
    stepAttempt,
    level: level ?? LEVELS[type] ?? null,
    message,
    data: Object.keys(data).length > 0 ? storableJson(data) : null,
  };
}

const OPTIONAL: { step: string | null; stepAttempt: number | null; level: string | null; message: string | null } = {
  step: null,
  stepAttempt: null,
  level: null,
  message: null,
};

const LEVELS: Partial<Record<RuntimeEvent["type"], string>> = { stepFailed: "error", stepRetrying: "warn" };
