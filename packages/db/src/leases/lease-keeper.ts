import type { HeartbeatAnswer, HeldRun } from "@millrace/core/run";
import type { LeaseKeeperTimes, LeaseNews, LeaseRequest } from "./lease-messages";

export type LeaseKeeperDeps = LeaseKeeperTimes & {
  /** Extends the leases, and answers for those that are still held. */
  sendHeartbeat(runs: readonly HeldRun[], leaseMs: number): Promise<readonly HeartbeatAnswer[]>;
  /** Counts up while the worker's event loop turns. */
  turns(): number;
  onNews(news: LeaseNews): void;
};

export type LeaseKeeper = { take(request: Exclude<LeaseRequest, { type: "close" }>): void; close(): Promise<void> };

/** A worker whose event loop stood still for longer won't recover: its leases end. */
const SILENT_MS_MAX = 60_000;
/** Runs change often (with each batch of events): many changes share one look. */
const SOON_MS = 250;

/** Extends the leases of all runs of a worker with one statement every `intervalMs`. */
export function leaseKeeper(deps: LeaseKeeperDeps): LeaseKeeper {
  const { leaseMs, outageMs, intervalMs, onNews } = deps;
  const held = new Map<string, { readonly run: HeldRun; since: number }>();
  let beating: Promise<void> | undefined;
  let soon: NodeJS.Timeout | undefined;
  let turned = { count: deps.turns(), at: performance.now() };

  const lose = (lease: string): void => {
    held.delete(lease);
    onNews({ type: "lost", lease });
  };

  const isWorkerAlive = (now: number): boolean => {
    const count = deps.turns();
    if (count !== turned.count) turned = { count, at: now };
    return now - turned.at <= SILENT_MS_MAX;
  };

  const beat = async (): Promise<void> => {
    const at = performance.now();
    const runs = [...held.values()].map(({ run }) => run);
    if (!isWorkerAlive(at) || runs.length === 0) return;
    try {
      const answers = new Map((await deps.sendHeartbeat(runs, leaseMs)).map((answer) => [answer.runId, answer]));
      for (const { runId, lease } of runs) {
        const holder = held.get(lease);
        const answer = answers.get(runId);
        if (holder === undefined) continue;
        holder.since = at;
        if (answer === undefined) lose(lease);
        else if (answer.cancel) onNews({ type: "canceled", lease });
      }
    } catch (error) {
      onNews({ type: "failed", message: error instanceof Error ? error.message : String(error), runs: runs.length });
      for (const [lease, { since }] of held) if (performance.now() - since > outageMs) lose(lease);
    }
  };
  const beatOnce = (): Promise<void> => {
    beating ??= beat().finally(() => {
      beating = undefined;
    });
    return beating;
  };
  const timer = setInterval(beatOnce, intervalMs);

  return {
    take(request) {
      if (request.type === "hold") held.set(request.run.lease, { run: request.run, since: performance.now() });
      else if (request.type === "release") held.delete(request.lease);
      else {
        soon ??= setTimeout(() => {
          soon = undefined;
          beatOnce().catch(() => undefined);
        }, SOON_MS);
      }
    },
    async close() {
      clearInterval(timer);
      clearTimeout(soon);
      await beating;
    },
  };
}
