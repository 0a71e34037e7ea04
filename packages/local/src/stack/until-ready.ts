import { LocalError } from "@millrace/embedded";

/** Resolves when `GET url` returns 2xx. Rejects after `timeoutMs`, or when `signal` aborts. */
export async function untilReady(name: string, url: string, timeoutMs: number, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    if (await respondsOk(url)) return;
    if (signal?.aborted) throw new LocalError(`${name} stopped before it was ready`);
    if (Date.now() > deadline) throw new LocalError(`${name} isn't ready after ${timeoutMs / 1000} seconds (${url})`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function respondsOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
