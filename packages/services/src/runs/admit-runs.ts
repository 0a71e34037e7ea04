import {
  type AdmissionQueue,
  type AdmissionRun,
  type AdmissionState,
  type AdmissionTx,
  admit,
  type InProgressRun,
  type QueuedRun,
  type WaitingDeployment,
} from "@millrace/core/admission";
import type { OutboxJob } from "@millrace/core/background-jobs";
import { type RemainingCapacity, remainingCapacity } from "./remaining-capacity";

const PAGE_MIN = 8;
const PAGE_MAX = 4_096;
const PAGE_GROWTH = 8;

/**
 * Moves every queued run that can start now to STARTING in one pass and returns the jobs to publish, or `busy` while another
 * process has its pass. Queues are read in pages, only as far as there is capacity, so a long queue costs no more than a
 * short one.
 */
export const admitRuns = (deps: { queue: AdmissionQueue }) => (): Promise<readonly OutboxJob[] | "busy"> =>
  deps.queue.unscopedAdmission(async (tx) => {
    const waiting = await tx.readWaiting();
    if (waiting.length === 0) return [];
    const state = await tx.readState(waiting);
    const admitted = await pick(tx, state, waiting);
    return admitted.length === 0 ? [] : tx.admit(admitted);
  });

async function pick(
  tx: AdmissionTx,
  state: AdmissionState,
  waiting: readonly WaitingDeployment[],
): Promise<readonly QueuedRun[]> {
  const admitted: QueuedRun[] = [];
  const rooms = remainingCapacity(state);
  let open: readonly (WaitingDeployment & { after?: QueuedRun })[] = waiting;
  for (let growth = 1; ; growth *= PAGE_GROWTH) {
    const requests = open.flatMap((it) => {
      const room = rooms.of(it.id);
      const size = Math.min(PAGE_MAX, Math.max(PAGE_MIN, room === Number.POSITIVE_INFINITY ? 64 : room) * growth);
      return room > 0 ? [{ ...it, size }] : [];
    });
    if (requests.length === 0) return admitted;

    const queued = await tx.readQueue(requests);
    const started = admitted.map(asStarting);
    const round = admit({ ...state, inProgress: [...state.inProgress, ...started], queued });
    for (const run of round.admitted as readonly QueuedRun[]) {
      admitted.push(run);
      rooms.take(run.deploymentId);
    }
    open = unfinished(requests, queued, rooms);
  }
}

/** Queues whose page was full and that still have room: what the page held was blocked, what comes after may not be. */
function unfinished(
  requests: readonly (WaitingDeployment & { size: number })[],
  queued: readonly QueuedRun[],
  rooms: RemainingCapacity,
): readonly (WaitingDeployment & { after?: QueuedRun })[] {
  const pages = new Map<string, QueuedRun[]>();
  for (const run of queued) {
    const page = pages.get(run.deploymentId);
    if (page) page.push(run);
    else pages.set(run.deploymentId, [run]);
  }
  return requests.flatMap(({ orgId, id, size }) => {
    const page = pages.get(id) ?? [];
    if (page.length < size || rooms.of(id) <= 0) return [];
    return [{ orgId, id, after: page.reduce(laterInQueue) }];
  });
}

/** Pages arrive oldest first over all deployments; the cursor is the last in the order of service. */
const laterInQueue = (a: QueuedRun, b: QueuedRun): QueuedRun => {
  if (a.priority !== b.priority) return a.priority < b.priority ? a : b;
  const [at, bt] = [a.createdAt.getTime(), b.createdAt.getTime()];
  if (at !== bt) return at > bt ? a : b;
  return a.id > b.id ? a : b;
};

const asStarting = (run: AdmissionRun): InProgressRun => ({ ...run, isStarting: true });
