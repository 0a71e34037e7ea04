import { AsyncLocalStorage } from "node:async_hooks";
import type { Logger } from "pino";

const context = new AsyncLocalStorage<object>();

/** Runs `work` so that an unhandled rejection is logged with these fields, such as the run it belongs to. */
export const withLogContext = <T>(fields: object, work: () => T): T => context.run(fields, work);

/**
 * Logs unhandled rejections instead of ending the process: one forgotten `catch` must not cost everyone else's
 * work. Call it once, when the app starts.
 * @returns a function that undoes it
 */
export function logUnhandledRejections(log: Pick<Logger, "error">): () => void {
  const onRejection = (error: unknown) => {
    log.error({ ...context.getStore(), err: error }, "unhandled rejection");
  };
  process.on("unhandledRejection", onRejection);
  return () => void process.off("unhandledRejection", onRejection);
}
