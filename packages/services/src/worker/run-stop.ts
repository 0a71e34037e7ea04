import type { Heartbeats, RunSandbox } from "./ports";
import type { StopReason } from "./run-outcome";

/** What may end a run before it ends by itself. */
export type StopCauses = {
  /** Says when somebody cancels the run, or when its lease is lost. */
  readonly heartbeats: Heartbeats;
  readonly lease: Parameters<Heartbeats["hold"]>[0];
  readonly wallTimeMs: number;
  /** Aborted when the worker is being stopped. */
  readonly shutdown: AbortSignal;
  /** Between the request to end and the kill. */
  readonly cancelGraceMs: number;
};

export type RunStop = {
  /** Why the run was stopped; undefined while nothing has. */
  readonly reason: StopReason | undefined;
  /** Ends the sandbox at once: what the run says can no longer be stored. */
  lose(): void;
  /** Ends the sandbox at once: its process did not keep a time limit of its own, so it would hear no request either. */
  overrun(): void;
  /** Gives up the lease and everything that could still stop the run. */
  release(): void;
};

/** Timers hold 31 bits of milliseconds. */
const TIMER_MS_MAX = 2 ** 31 - 1;

/** Stops a run at the first cause: it is asked to end, and ended when it does not. One that is lost is ended at once. */
export function runStop(sandbox: Pick<RunSandbox, "send" | "kill">, causes: StopCauses): RunStop {
  const { heartbeats, lease, wallTimeMs, shutdown, cancelGraceMs } = causes;
  let reason: StopReason | undefined;
  let killTimer: NodeJS.Timeout | undefined;

  const ask = (why: StopReason, message: string): void => {
    if (reason !== undefined) return;
    reason = why;
    sandbox.send({ type: "cancel", reason: message });
    killTimer = setTimeout(() => sandbox.kill(why), cancelGraceMs);
  };
  const lose = (): void => {
    reason = "lost";
    sandbox.kill("lost");
  };
  const overrun = (): void => {
    reason ??= "overrun";
    sandbox.kill("overrun");
  };

  const letGo = heartbeats.hold(lease, { cancel: () => ask("canceled", "The run was canceled"), lost: lose });
  const wallTimer = setTimeout(
    () => ask("maxRuntime", "The run exceeded its time limit"),
    Math.min(wallTimeMs, TIMER_MS_MAX),
  );
  const onShutdown = () => ask("shutdown", "The worker is shutting down");
  shutdown.addEventListener("abort", onShutdown, { once: true });

  return {
    get reason() {
      return reason;
    },
    lose,
    overrun,
    release() {
      shutdown.removeEventListener("abort", onShutdown);
      clearTimeout(wallTimer);
      clearTimeout(killTimer);
      letGo();
    },
  };
}
