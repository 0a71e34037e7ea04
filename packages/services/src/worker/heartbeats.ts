import type { RunFence } from "@millrace/core/run";
import type { ExecutionLog, Heartbeats, LeaseHolder } from "./ports";

type HeldRun = RunFence & { readonly orgId: string; readonly runId: string };

export type HeartbeatDeps = {
  /** Extends the leases and answers for those that are still held. */
  sendHeartbeat(runs: readonly HeldRun[], leaseMs: number): Promise<readonly { runId: string; cancel: boolean }[]>;
  readonly leaseMs: number;
  /**
   * How long to keep executing runs while no heartbeat is answered. It is longer than a lease: after an outage leases get one
   * more term, and a run that was lost all the same can't write anything.
   */
  readonly outageMs: number;
  readonly intervalMs: number;
  readonly log: ExecutionLog;
};

export type HeartbeatLoop = Heartbeats & {
  readonly held: number;
  isHeld(runId: string): boolean;
  /** Looks earlier, because a run that is held has changed: somebody may have canceled it. */
  scheduleHeartbeat(): void;
  close(): Promise<void>;
};

/** Runs change often (each batch of events): many changes share one look. */
const SOON_MS = 250;

/** One statement every `intervalMs` for all runs of the worker. */
export function heartbeats(deps: HeartbeatDeps): HeartbeatLoop {
  const held = new Map<HeldRun, LeaseHolder & { since: number }>();
  let beating: Promise<void> | undefined;
  let soon: NodeJS.Timeout | undefined;

  const sendHeartbeat = async (): Promise<void> => {
    const runs = [...held.keys()];
    if (runs.length === 0) return;
    const at = performance.now();
    try {
      const answers = new Map((await deps.sendHeartbeat(runs, deps.leaseMs)).map((answer) => [answer.runId, answer]));
      for (const run of runs) {
        const holder = held.get(run);
        const answer = answers.get(run.runId);
        if (holder === undefined) continue;
        holder.since = at;
        if (answer === undefined) holder.lost();
        else if (answer.cancel) holder.cancel();
      }
    } catch (error) {
      deps.log.warn({ err: error, runs: runs.length }, "leases could not be extended");
      for (const run of runs) {
        const holder = held.get(run);
        if (holder !== undefined && performance.now() - holder.since > deps.outageMs) holder.lost();
      }
    }
  };
  const beatOnce = (): Promise<void> => {
    beating ??= sendHeartbeat().finally(() => {
      beating = undefined;
    });
    return beating;
  };
  const timer = setInterval(() => void beatOnce(), deps.intervalMs);

  return {
    hold(run, holder) {
      held.set(run, { ...holder, since: performance.now() });
      return () => void held.delete(run);
    },
    get held() {
      return held.size;
    },
    isHeld: (runId) => [...held.keys()].some((run) => run.runId === runId),
    scheduleHeartbeat() {
      soon ??= setTimeout(() => {
        soon = undefined;
        void beatOnce();
      }, SOON_MS);
    },
    async close() {
      clearInterval(timer);
      clearTimeout(soon);
      await beating;
    },
  };
}
