export {
  type BackgroundJob,
  type BackgroundJobName,
  type JobPayloads,
  type OutboxJob,
  readBackgroundJob,
} from "./jobs";
export type { Outbox } from "./ports";
