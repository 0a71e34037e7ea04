import { createLogger, logUnhandledRejections } from "@millrace/telemetry";

/** Logs promises that nobody handled like the other apps do. They end no process. */
export const logRejections = (): void => void logUnhandledRejections(createLogger({ name: "web" }));
