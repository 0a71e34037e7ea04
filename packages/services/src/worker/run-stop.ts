import type { Conversation } from "./conversation";
import type { Heartbeats, RunSandbox } from "./ports";
import type { StopReason } from "./run-outcome";
import { sandboxStop } from "./stop-sandbox";

/** What may end a run early. */
export type StopCauses = {
  /** Reports when someone cancels the run, and when its lease is lost. */
  readonly heartbeats: Heartbeats;
  readonly lease: Parameters<Heartbeats["hold"]>[0];
  readonly wallTimeMs: number;
  /** Aborted when the worker is being stopped. */
  readonly shutdown: AbortSignal;
  /** Between the request to end and the kill. */
  readonly cancelGraceMs: number;
};

export type RunStop = {
  /** Why the run was stopped; undefined while it wasn't. */
  readonly reason: StopReason | undefined;
  /** Aborted when the run is lost: nothing of it can be stored anymore. */
  readonly lost: AbortSignal;
  /** Ends the sandbox now: its events can no longer be stored. */
  lose(): void;
  /** Gives up the lease and everything else that could still stop the run. */
  release(): void;
};

/** Timers hold 31 bits of milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Stops a run at the first cause: it is asked to end, and ended if it doesn't. A run that is lost is ended immediately. */
export function runStop(
  sandbox: Pick<RunSandbox, "kill">,
  conversation: Pick<Conversation, "cancel">,
  causes: StopCauses,
): RunStop {
  const { heartbeats, lease, wallTimeMs, shutdown, cancelGraceMs } = causes;
  const stop = sandboxStop<StopReason>(sandbox, conversation, cancelGraceMs);
  const lost = new AbortController();

  const lose = (): void => {
    lost.abort();
    stop.end("lost");
  };
  const releaseLease = heartbeats.hold(lease, {
    cancel: () => stop.ask("canceled", "The run was canceled"),
    lost: lose,
  });
  const wallTimer = setTimeout(
    () => stop.ask("maxRuntime", "The run exceeded its time limit"),
    Math.min(wallTimeMs, TIMER_MS_MAX),
  );
  const onShutdown = () => stop.ask("shutdown", "The worker is shutting down");
  shutdown.addEventListener("abort", onShutdown, { once: true });
  if (shutdown.aborted) onShutdown();

  return {
    get reason() {
      return lost.signal.aborted ? "lost" : stop.reason;
    },
    lost: lost.signal,
    lose,
    release() {
      shutdown.removeEventListener("abort", onShutdown);
      clearTimeout(wallTimer);
      stop.release();
      releaseLease();
    },
  };
}
