const SLOW_POLL_MS = 5_000;
const BATCH = 100;

export type DueDeliveries = { stop(): Promise<void> };

/**
 * Sends what is due: messages that wait for their turn, for Slack or for a second attempt, and what a lost queue left
 * behind. Sleeps until the next one is due, at most {@link SLOW_POLL_MS}.
 */
export function startDueDeliveries(deps: {
  listDue(now: Date, limit: number): Promise<readonly { orgId: string; deliveryId: string }[]>;
  nextDue(): Promise<Date | null>;
  deliver(orgId: string, deliveryId: string): Promise<unknown>;
  onError(error: Error): void;
}): DueDeliveries {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const pass = async (): Promise<number> => {
    const due = await deps.listDue(new Date(), BATCH);
    const attempts = due.map(({ orgId, deliveryId }) =>
      deps.deliver(orgId, deliveryId).catch((error: Error) => deps.onError(error)),
    );
    await Promise.all(attempts);
    const next = await deps.nextDue();
    return next ? Math.min(SLOW_POLL_MS, Math.max(50, next.getTime() - Date.now())) : SLOW_POLL_MS;
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
