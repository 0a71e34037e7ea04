import type { Logger } from "@millrace/telemetry";
import { type Logger as BoltLogger, LogLevel } from "@slack/bolt";

/** What Bolt says goes to the app's own log; what it asks of its logger is decided there. */
export function boltLogger(log: Logger): BoltLogger {
  const said = (parts: readonly unknown[]) => ({ said: parts.map(String).join(" ").slice(0, 500) });
  return {
    debug: (...parts) => log.debug(said(parts), "bolt"),
    info: (...parts) => log.debug(said(parts), "bolt"),
    warn: (...parts) => log.warn(said(parts), "bolt"),
    error: (...parts) => log.error(said(parts), "bolt"),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
