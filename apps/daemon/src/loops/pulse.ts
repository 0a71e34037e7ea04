export type Pulse = {
  /** Starts a pass now, or another one after the pass in progress. */
  request(): void;
  /** Requests a pass after a delay, unless one is already due. */
  requestAfter(delayMs: number): void;
  /** Waits for the pass in progress, and starts no other. */
  stop(): Promise<void>;
};

/** A pass that failed is repeated after this time. */
const RETRY_MS = 1_000;

/** Work that many events request and one pass serves: passes never overlap, and no request is lost. */
export function createPulse(work: () => Promise<void>, onError: (error: Error) => void): Pulse {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isRequestedAgain = false;
  let isStopped = false;

  const run = async () => {
    do {
      isRequestedAgain = false;
      await work().catch((error: Error) => {
        onError(error);
        requestAfter(RETRY_MS);
      });
    } while (isRequestedAgain && !isStopped);
    running = undefined;
  };
  const request = () => {
    if (isStopped) return;
    if (running !== undefined) isRequestedAgain = true;
    else running = run();
  };
  const requestAfter = (delayMs: number) => {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      request();
    }, delayMs);
  };
  return {
    request,
    requestAfter,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
