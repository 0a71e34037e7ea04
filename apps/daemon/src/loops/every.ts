export type Timer = { stop(): Promise<void> };

/** Does the work repeatedly, `intervalMs` after the end of the last time. Failures are reported and change nothing. */
export function every(intervalMs: number, work: () => Promise<void>, onError: (error: Error) => void): Timer {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;

  const schedule = () => {
    if (isStopped) return;
    timer = setTimeout(() => {
      running = work().catch(onError).then(schedule);
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
