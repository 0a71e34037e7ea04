export type Timer = { stop(): Promise<void> };

/** Does the work again and again, `intervalMs` after the end of the last time. */
export function every(intervalMs: number, work: () => Promise<void>, onError: (error: Error) => void): Timer {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;

  const schedule = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work()
        .catch((error: Error) => onError(error))
        .then(schedule);
    }, intervalMs);
  };
  schedule();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
