const SLOW_POLL_MS = 5_000;
const BATCH = 100;

export type DueDeliveries = { stop(): Promise<void> };

/**
 * Sends deliveries that are due: those that waited for their turn, for a rate limit, or for another attempt, and those
 * whose queue job was lost. Sleeps until the next one is due, at most {@link SLOW_POLL_MS}.
 */
export function startDueDeliveries(deps: {
  listDue(limit: number): Promise<readonly { orgId: string; deliveryId: string }[]>;
  nextDueMs(): Promise<number | null>;
  deliver(orgId: string, deliveryId: string): Promise<unknown>;
  onError(error: Error): void;
}): DueDeliveries {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const pass = async (): Promise<number> => {
    const due = await deps.listDue(BATCH);
    const attempts = due.map(({ orgId, deliveryId }) =>
      deps.deliver(orgId, deliveryId).catch((error: Error) => deps.onError(error)),
    );
    await Promise.all(attempts);
    const nextMs = await deps.nextDueMs();
    return Math.min(SLOW_POLL_MS, Math.max(50, nextMs ?? SLOW_POLL_MS));
  };
  const schedule = (ms: number) => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = pass()
        .catch((error: Error) => {
          deps.onError(error);
          return SLOW_POLL_MS;
        })
        .then(schedule);
    }, ms);
  };
  schedule(0);
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
