import { Worker } from "node:worker_threads";
import type { HeldRun } from "@millrace/core/run";
import { THREAD } from "./generated/thread";
import type { LeaseKeeperTimes, LeaseNews, LeaseRequest, LeaseThreadData } from "./lease-messages";

export type LeaseThreadOptions = LeaseKeeperTimes & {
  readonly url: string;
  readonly onCanceled: (lease: string) => void;
  /** The run belongs to another attempt now, or may soon: whatever executes it must stop. */
  readonly onLost: (lease: string) => void;
  /** Called for heartbeats that failed, and for a thread that ended and was replaced. */
  readonly onError: (error: Error) => void;
};

export type LeaseThread = {
  hold(run: HeldRun): void;
  release(lease: string): void;
  /** Looks soon, because a run that is held changed. */
  beat(): void;
  close(): Promise<void>;
};

/** How often the event loop shows that it turns. */
const TURN_MS = 1_000;
const RESTART_MS = 500;
const CLOSE_MS_MAX = 10_000;

/**
 * Keeps the leases of a worker's runs from a thread with a database connection of its own, so that no work of the main
 * thread delays them. A thread that ends is replaced.
 */
export function createLeaseThread(options: LeaseThreadOptions): LeaseThread {
  const { url, leaseMs, outageMs, intervalMs, onError } = options;
  const turns = new SharedArrayBuffer(4);
  const counter = new Int32Array(turns);
  const held = new Map<string, HeldRun>();
  let isClosing = false;
  let restart: NodeJS.Timeout | undefined;
  let thread = start();

  const onNews = (news: LeaseNews): void => {
    if (news.type === "canceled") options.onCanceled(news.lease);
    else if (news.type === "lost") options.onLost(news.lease);
    else if (news.type === "failed") onError(new Error(`${news.runs} leases could not be extended: ${news.message}`));
  };

  function start(): Worker {
    const workerData: LeaseThreadData = { url, leaseMs, outageMs, intervalMs, turns };
    const started = new Worker(THREAD, { eval: true, workerData });
    started.on("message", (news: LeaseNews) => onNews(news));
    started.on("error", onError);
    started.on("exit", () => {
      if (isClosing) return;
      onError(new Error("The thread that extends leases ended. A new one starts."));
      restart = setTimeout(() => {
        thread = start();
        for (const run of held.values()) send({ type: "hold", run });
      }, RESTART_MS);
    });
    return started;
  }

  const send = (request: LeaseRequest): void => thread.postMessage(request);
  const timer = setInterval(() => Atomics.add(counter, 0, 1), TURN_MS);

  return {
    hold(run) {
      held.set(run.lease, run);
      send({ type: "hold", run });
    },
    release(lease) {
      held.delete(lease);
      send({ type: "release", lease });
    },
    beat: () => send({ type: "beat" }),
    async close() {
      isClosing = true;
      clearInterval(timer);
      clearTimeout(restart);
      const ended = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
      const kill = setTimeout(() => void thread.terminate(), CLOSE_MS_MAX);
      send({ type: "close" });
      await ended;
      clearTimeout(kill);
    },
  };
}
