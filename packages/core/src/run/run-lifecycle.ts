/**
 * The life of a run as one table: status → event → next status.
 * An event that a status does not list does not apply: it is late or a duplicate, and nothing happens.
 */
const TRANSITIONS = {
  QUEUED: { admit: "STARTING", cancel: "CANCELED", fail: "FAILURE" },
  STARTING: { attemptStarted: "STARTED", requeue: "QUEUED", leaseLost: "QUEUED", cancel: "CANCELING", fail: "FAILURE" },
  STARTED: { succeed: "SUCCESS", fail: "FAILURE", leaseLost: "FAILURE", cancel: "CANCELING" },
  CANCELING: { canceled: "CANCELED", leaseLost: "CANCELED", succeed: "SUCCESS", fail: "FAILURE" },
  SUCCESS: {},
  FAILURE: {},
  CANCELED: {},
} as const satisfies Record<string, Partial<Record<string, string>>>;

export type RunStatus = keyof typeof TRANSITIONS;
export type RunTransition = { [S in RunStatus]: keyof (typeof TRANSITIONS)[S] }[RunStatus];

export const RUN_STATUSES = Object.keys(TRANSITIONS) as readonly RunStatus[];

/** Statuses that occupy a place under every limit: slots are derived from these, never counted apart. */
export const SLOT_HOLDING_STATUSES = ["STARTING", "STARTED", "CANCELING"] as const satisfies readonly RunStatus[];
export const FINISHED_STATUSES = ["SUCCESS", "FAILURE", "CANCELED"] as const satisfies readonly RunStatus[];

/** The next status, or undefined when the event does not apply. */
export function nextStatus(from: RunStatus, event: RunTransition): RunStatus | undefined {
  return (TRANSITIONS[from] as Partial<Record<RunTransition, RunStatus>>)[event];
}

export const holdsSlot = (status: RunStatus): boolean =>
  (SLOT_HOLDING_STATUSES as readonly RunStatus[]).includes(status);
export const isFinished = (status: RunStatus): boolean => Object.keys(TRANSITIONS[status]).length === 0;
export const isCancelable = (status: RunStatus): boolean => nextStatus(status, "cancel") !== undefined;

/** Why a run did not succeed. */
export const FAILURE_REASONS = [
  "STEP_FAILURE",
  "STEP_TIMEOUT",
  "START_TIMEOUT",
  "MAX_RUNTIME",
  "WORKER_LOST",
  "OUT_OF_MEMORY",
  "LOAD_ERROR",
  "CANCELED_BY_USER",
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** How a run came to be. */
export const RUN_TRIGGERS = ["manual", "api", "schedule", "sensor", "backfill", "retry", "rerun"] as const;
export type RunTrigger = (typeof RUN_TRIGGERS)[number];

export const STEP_STATUSES = ["PENDING", "RUNNING", "SUCCESS", "FAILURE", "SKIPPED", "RETRYING", "CANCELED"] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];
