export { deleteQueuedCopies, queueCopies } from "./inject/queued-copies";
export { measureRecovery, type RecoveryTimes } from "./measure/recovery";
export { soak } from "./measure/soak";
export type { Outcome } from "./outcome";
export { runScenario } from "./run-scenario";
export { type FaultStack, openStack } from "./stack/fault-stack";
