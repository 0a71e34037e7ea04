import type { Log } from "@millrace/sdk";
import { logFields, logMessage } from "./log-fields";

type Level = "debug" | "info" | "warn" | "error";

/** Returns the `log` of a context, which converts lines to plain JSON and passes them on. A line never fails its step. */
export function stepLog(write: (level: Level, message: string, fields?: Record<string, unknown>) => void): Log {
  const at =
    (level: Level) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void =>
      write(level, logMessage(message), logFields(fields));
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
