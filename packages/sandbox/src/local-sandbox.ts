import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import { KILLED_FOR, type Sandbox, type SandboxExit, type SandboxLimits } from "./backend";
import type { Broker } from "./broker/broker";
import { cappedOutput } from "./capped-output";
import { watch } from "./resources/watchdog";
import { linkTree } from "./slots/link-tree";
import type { Slot } from "./slots/slot";

/** A process of this host that runs in a slot. */
export type Started = {
  /** Its streams are stdin, stdout, stderr, and file descriptor 3, on which the program inside answers. */
  readonly child: ChildProcess;
  readonly inside: Sandbox["inside"];
  readonly watchMemory: boolean;
  /** Ends every process of the sandbox immediately. */
  killTree(): void;
  /** See {@link Sandbox}. */
  lowerShare(others: number): void;
  outOfMemoryKills(): Promise<number>;
  /** Removes what the backend reserved beside the slot. */
  release(): Promise<void>;
};

export type LocalSandboxOptions = {
  readonly slot: Slot;
  readonly limits: SandboxLimits;
  readonly broker: Broker;
  readonly started: Started;
  closeSlot(slot: Slot): Promise<void>;
  onError(error: unknown): void;
};

/** Settles when the process runs; rejects when the host could not start it. */
export const spawned = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });

/** The part of a sandbox's life that all backends on this host share: streams, watching, ending, cleaning up. */
export function localSandbox({ slot, limits, broker, started, closeSlot, onError }: LocalSandboxOptions): Sandbox {
  const { child } = started;
  const input = child.stdin as Writable;
  // The program may end before it has read everything; `exited` reports how.
  input.on("error", () => undefined);
  const stdout = (child.stdout as Readable).pipe(cappedOutput(limits.outputBytesMax));
  const stderr = (child.stderr as Readable).pipe(cappedOutput(limits.outputBytesMax));
  const heapFailure = watchForHeapFailure(child.stderr as Readable);

  let killedFor: string | null = null;
  let ended = false;
  const kill = (reason: string) => {
    if (ended) return;
    killedFor ??= reason;
    started.killTree();
  };
  const stopWatching = watch({ pid: child.pid as number, slot, limits, watchMemory: started.watchMemory, kill });

  const exited = new Promise<SandboxExit>((resolve) => {
    child.once("exit", (code, signal) => {
      stopWatching();
      // Whatever the main process left behind in its tree ends with it.
      started.killTree();
      ended = true;
      const end = shellExit(code, signal);
      const ranOutOfMemory = async (): Promise<boolean> => {
        if (killedFor !== null) return killedFor === KILLED_FOR.memory;
        if (end.signal === "SIGKILL") return (await started.outOfMemoryKills()) > 0;
        return end.signal === "SIGABRT" && heapFailure();
      };
      ranOutOfMemory().then(
        (outOfMemory) => resolve({ ...end, outOfMemory, killedFor }),
        (error) => {
          resolve({ ...end, outOfMemory: false, killedFor });
          onError(error);
        },
      );
    });
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const removed = Promise.all([exited, closed]).then(async () => {
    await broker.close().catch(onError);
    await started.release().catch(onError);
    await closeSlot(slot).catch(onError);
  });

  return {
    limits,
    inside: started.inside,
    channel: { readable: child.stdio[3] as Readable, writable: input },
    stdout,
    stderr,
    place: (bundleDir) => linkTree(bundleDir, slot.app),
    serve: broker.open,
    kill,
    lowerShare(others) {
      try {
        if (!ended) started.lowerShare(others);
      } catch (error) {
        // Its group goes with its last process, a moment before its end is known here.
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") onError(error);
      }
    },
    exited,
    removed,
  };
}

/** A wrapper reports its child's death by a signal as exit code 128 + number. */
function shellExit(code: number | null, signal: NodeJS.Signals | null): Pick<SandboxExit, "code" | "signal"> {
  if (signal !== null || code === null || code <= 128) return { code, signal };
  const name = Object.entries(constants.signals).find(([, number]) => number === code - 128)?.[0];
  return name === undefined ? { code, signal } : { code: null, signal: name };
}

const HEAP_FAILURE = "heap out of memory";
const TAIL_CHARS = 16_384;

/** V8 aborts when its heap is full, and says so on stderr. */
function watchForHeapFailure(stderr: Readable): () => boolean {
  let tail = "";
  stderr.on("data", (chunk: Buffer) => {
    tail = (tail + chunk.toString("latin1")).slice(-TAIL_CHARS);
  });
  return () => tail.includes(HEAP_FAILURE);
}
