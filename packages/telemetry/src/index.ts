export { type HealthServer, type ReadinessChecks, runChecks, startHealthServer } from "./health-server";
export { createLogger, type Logger } from "./logger";
export { createMetrics, type Metrics } from "./metrics";
export { observeJobs } from "./observe-jobs";
export { redactText } from "./redact-text";
export { type App, startApp, stopOnce } from "./start-app";
export { type RunTracing, startRunTracing } from "./tracing";
export { logUnhandledRejections, withLogContext } from "./unhandled-rejections";
