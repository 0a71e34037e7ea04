export { type Handlers, QUEUE_NAMES, type QueueName } from "./catalog";
export { assertNoEviction, memoryInUse, withRedis } from "./connection";
export { createWorker, type JobOutcome, type QueueWorker, type WorkerOptions } from "./create-worker";
export { type EpochWatch, watchEpoch } from "./epoch";
export { createOnce, type Once } from "./once";
export { createPublisher, type Publisher } from "./publisher";
export { createRateLimiter } from "./rate-limiter";
