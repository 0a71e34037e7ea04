export { exactDuration, formatDuration, parseDuration } from "./duration";
export { checkDelayPolicy, checkRetryPolicy, type DelayPolicy, retryDelay } from "./retry-delay";
