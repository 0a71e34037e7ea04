import { setTimeout as delay } from "node:timers/promises";
import { LocalError } from "@millrace/embedded";
import type { Exit } from "./child";
import { restartDelayMs } from "./restart-delay";
import type { Service, ServiceProcess } from "./service";

/** A process that ran this long counts as healthy: the next restart is quick again. */
const HEALTHY_MS = 60_000;
/** Attempts of the first start, after which the service is misconfigured rather than unlucky. */
const FIRST_START_ATTEMPTS = 5;

/** A service that is restarted whenever its process exits. */
export type Supervised = {
  readonly name: string;
  /** Process ID. Undefined while no process runs. */
  readonly pid: number | undefined;
  /** Resolves when the service is ready for the first time. Rejects if its first start keeps failing. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Keeps a service running: restarts its process when it exits, with exponential back-off, and reports that with `say`.
 * Only a service that was never ready is given up, after a few attempts.
 */
export function supervise(service: Service, say: (line: string) => void): Supervised {
  const stopping = new AbortController();
  let current: ServiceProcess | undefined;
  let wasReady = false;
  let markReady: () => void = () => undefined;
  let markFailed: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    markReady = resolve;
    markFailed = reject;
  });
  ready.catch(() => undefined);

  /** Runs one process of the service until it exits or is stopped. */
  const run = async (isRestart: boolean): Promise<Exit> => {
    let started: ServiceProcess;
    try {
      started = await service.start();
    } catch (error) {
      return { how: "couldn't be started", reason: error instanceof Error ? error.message : String(error) };
    }
    const exited = new AbortController();
    const signal = AbortSignal.any([stopping.signal, exited.signal]);
    current = started;
    const reportReady = started.ready(signal).then(
      () => {
        wasReady = true;
        markReady();
        if (isRestart && !signal.aborted) say(`${service.name} is running again`);
      },
      (error: Error) => {
        if (!signal.aborted && !wasReady) markFailed(error);
      },
    );
    if (stopping.signal.aborted) await started.stop();
    const exit = await started.exit;
    exited.abort();
    await Promise.all([reportReady, started.stop()]);
    current = undefined;
    return exit;
  };

  const keepRunning = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const startedAt = performance.now();
      const exit = await run(failures > 0);
      if (stopping.signal.aborted) return;
      failures = performance.now() - startedAt > HEALTHY_MS ? 1 : failures + 1;
      if (!wasReady && failures >= FIRST_START_ATTEMPTS) return markFailed(startError(service, exit));
      const delayMs = restartDelayMs(failures);
      say(`${exitText(service.name, exit)} Restarting in ${delayMs / 1_000}s.`);
      await delay(delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = keepRunning().catch(markFailed);

  return {
    name: service.name,
    get pid() {
      return current?.pid;
    },
    ready,
    async stop() {
      stopping.abort();
      await current?.stop();
      await ended;
    },
  };
}

/** Returns a sentence such as `daemon exited (exit code 1): Error: out of memory.` */
function exitText(name: string, { how, reason }: Exit): string {
  const text = how.startsWith("couldn't") ? `${name} ${how}` : `${name} exited (${how})`;
  return asSentence(reason ? `${text}: ${reason}` : text);
}

const asSentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

function startError({ name, logFile }: Service, exit: Exit): LocalError {
  const log = logFile === undefined ? "" : ` See its log: ${logFile}`;
  return new LocalError(`Can't start ${name} after ${FIRST_START_ATTEMPTS} attempts. ${exitText(name, exit)}${log}`);
}
