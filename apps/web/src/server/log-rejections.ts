import { createLogger, logUnhandledRejections } from "@millrace/telemetry";

/** Logs unhandled rejections like the other apps do. They end no process. */
export const logRejections = (): void => void logUnhandledRejections(createLogger({ name: "web" }));
