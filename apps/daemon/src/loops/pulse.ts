export type Pulse = {
  /** Does the work soon: at once, or again after the pass that runs now. */
  sendHeartbeat(): void;
  /** Waits for the pass that runs, and starts no other. */
  stop(): Promise<void>;
};

/** Work that many events ask for and one pass serves: it never runs twice at once, and no request is lost. */
export function createPulse(work: () => Promise<void>, onError: (error: Error) => void): Pulse {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  let isStopped = false;

  const run = async () => {
    do {
      isAskedAgain = false;
      await work().catch((error: Error) => onError(error));
    } while (isAskedAgain && !isStopped);
    running = undefined;
  };
  return {
    sendHeartbeat() {
      if (isStopped) return;
      if (running) isAskedAgain = true;
      else running = run();
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}
