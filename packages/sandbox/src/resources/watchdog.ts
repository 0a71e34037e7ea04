import { statfs } from "node:fs/promises";
import { KILLED_FOR, type SandboxLimits } from "../backend";
import { mountProblem } from "../scratch/image";
import { measureFolder, SCRATCH_DEPTH_MAX, SCRATCH_ENTRIES_MAX } from "../scratch/measure-folder";
import type { Slot } from "../slots/slot";
import { residentBytes } from "./process-tree";

const MEMORY_INTERVAL_MS = 200;
const SCRATCH_INTERVAL_MS = 1_000;
/** A check that takes long is done less often, but never less often than this. */
const REST_FACTOR = 10;
const REST_MS_MAX = 2_000;

export type Watched = {
  readonly pid: number;
  readonly slot: Pick<Slot, "dir" | "scratch" | "scratchKind">;
  readonly limits: SandboxLimits;
  /** False where the kernel limits memory itself. */
  readonly watchMemory: boolean;
  kill(reason: string): void;
};

/**
 * Polls what the kernel doesn't report and kills a sandbox that is beyond it: resident memory without a cgroup, a scratch
 * folder, and a scratch file system that is full. Returns the function that stops watching.
 */
export function watch(target: Watched): () => void {
  const failed = (error: unknown) => target.kill(`Couldn't monitor the sandbox: ${String(error)}`);
  const checks: (() => void)[] = [];
  if (target.slot.scratchKind !== "memory") {
    checks.push(
      every(SCRATCH_INTERVAL_MS, failed, async () => {
        if (await isScratchFull(target)) target.kill(KILLED_FOR.scratch);
      }),
    );
  }
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

async function isScratchFull({ pid, slot, limits }: Watched): Promise<boolean> {
  if (slot.scratchKind === "image" && (await mountProblem(slot.dir)) === undefined) {
    return isFull(`/proc/${pid}/root${slot.scratch}`);
  }
  const max = {
    bytesMax: limits.scratchBytes,
    entriesMax: SCRATCH_ENTRIES_MAX,
    depthMax: SCRATCH_DEPTH_MAX,
  };
  const { bytes, entries, depth } = await measureFolder(slot.scratch, max);
  return bytes > max.bytesMax || entries > max.entriesMax || depth > max.depthMax;
}

/** Returns whether a file system has no space or no inodes left. One that is gone isn't full. */
const isFull = (path: string): Promise<boolean> =>
  statfs(path).then(
    ({ bavail, ffree }) => bavail === 0 || ffree === 0,
    () => false,
  );

/** Repeats `check`, never two at the same time, until it is stopped or fails. */
function every(intervalMs: number, failed: (error: unknown) => void, check: () => Promise<void>): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      const startedAt = performance.now();
      check().then(() => {
        const restMs = Math.min((performance.now() - startedAt) * REST_FACTOR, REST_MS_MAX);
        if (!stopped) next(Math.max(intervalMs, restMs));
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
