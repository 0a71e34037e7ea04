/** Waits until a promise has settled or the signal aborts. False if neither happens within `forMs`. Never rejects. */
export function untilSettled(promise: Promise<unknown>, signal: AbortSignal, forMs?: number): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isSettled: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      resolve(isSettled);
    };
    const onAbort = (): void => end(true);
    const timer = forMs === undefined ? undefined : setTimeout(() => end(false), forMs);
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    promise.then(onAbort, onAbort);
  });
}
