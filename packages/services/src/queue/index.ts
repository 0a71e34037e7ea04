export { explainQueuedRun, limitText, type Waiting } from "./explain-queued-run";
export { ListWaitingInput, type WaitingRun } from "./list-waiting-runs";
export { type QueueUseCases, queueUseCases } from "./queue-use-cases";
