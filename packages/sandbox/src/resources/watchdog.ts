import { KILLED_FOR, type SandboxLimits } from "../launcher";
import { occupiedBytes } from "../slots/scratch-usage";
import { residentBytes } from "./process-tree";

const MEMORY_INTERVAL_MS = 200;
const SCRATCH_INTERVAL_MS = 1_000;
/** A check that takes long is done less often: watching costs a tenth of the time at most. */
const REST_FACTOR = 10;

export type Watched = {
  readonly pid: number;
  readonly scratch: string;
  readonly limits: SandboxLimits;
  /** False where the kernel limits memory itself. */
  readonly watchMemory: boolean;
  kill(reason: string): void;
};

/**
 * Polls what the kernel does not limit and kills a sandbox that is beyond it: resident memory without a cgroup, and
 * scratch space, for which an unprivileged process has no quota. Returns the function that stops watching.
 */
export function watch(target: Watched): () => void {
  const failed = (error: unknown) => target.kill(`Couldn't monitor the sandbox: ${String(error)}`);
  const checks = [
    every(SCRATCH_INTERVAL_MS, failed, async () => {
      const bytes = await occupiedBytes(target.scratch, target.limits.scratchBytes);
      if (bytes > target.limits.scratchBytes) target.kill(KILLED_FOR.scratch);
    }),
  ];
  if (target.watchMemory) {
    checks.push(
      every(MEMORY_INTERVAL_MS, failed, async () => {
        if ((await residentBytes(target.pid)) > target.limits.memoryBytes) target.kill(KILLED_FOR.memory);
      }),
    );
  }
  return () => {
    for (const stop of checks) stop();
  };
}

/** Runs `check` again and again, never twice at once, until it is stopped or fails. */
function every(intervalMs: number, failed: (error: unknown) => void, check: () => Promise<void>): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      const startedAt = performance.now();
      check().then(() => {
        if (!stopped) next(Math.max(intervalMs, (performance.now() - startedAt) * REST_FACTOR));
      }, failed);
    }, afterMs);
    timer.unref();
  };
  next(intervalMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
