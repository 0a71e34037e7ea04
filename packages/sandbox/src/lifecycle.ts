import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import type { WorkerToRuntime } from "@millrace/protocol";
import { cappedOutput } from "./capped-output";
import { readMessages } from "./channel";
import { KILLED_FOR, type Sandbox, type SandboxExit, type SandboxSpec } from "./launcher";
import { watch } from "./resources/watchdog";
import { removeTree } from "./slots/remove-tree";

/** What differs between launchers once the process has been started. */
export type Started = {
  readonly child: ChildProcess;
  readonly paths: Sandbox["paths"];
  readonly watchMemory: boolean;
  /** Ends every process of the sandbox at once. */
  killTree(): void;
  outOfMemoryKills(): Promise<number>;
  /** Gives back what the launcher reserved. */
  release(): Promise<void>;
};

/** Settles when the process runs; rejects when the host could not start it. */
export const spawned = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });

/** The part of a sandbox's life that all launchers share: channel, output, watching, ending, cleaning up. */
export function sandboxOf(spec: SandboxSpec, started: Started): Sandbox {
  const { child } = started;
  const input = child.stdin as Writable;
  // The runtime may end before it has read everything; how it ended is told by `exited`.
  input.on("error", () => undefined);
  const stdout = (child.stdout as Readable).pipe(cappedOutput(spec.limits.outputBytesMax));
  const stderr = (child.stderr as Readable).pipe(cappedOutput(spec.limits.outputBytesMax));
  const heapFailure = watchForHeapFailure(child.stderr as Readable);

  let killedFor: string | null = null;
  let ended = false;
  const kill = (reason: string) => {
    if (ended) return;
    killedFor ??= reason;
    started.killTree();
  };
  const stopWatching = watch({
    pid: child.pid as number,
    scratch: spec.slot.scratch,
    limits: spec.limits,
    watchMemory: started.watchMemory,
    kill,
  });

  const exited = new Promise<SandboxExit>((resolve, reject) => {
    child.once("exit", (code, signal) => {
      stopWatching();
      // What the main process left behind in its tree ends with it.
      started.killTree();
      ended = true;
      const end = shellExit(code, signal);
      const ranOutOfMemory = async (): Promise<boolean> => {
        if (killedFor !== null) return killedFor === KILLED_FOR.memory;
        if (end.signal === "SIGKILL") return (await started.outOfMemoryKills()) > 0;
        return end.signal === "SIGABRT" && heapFailure();
      };
      ranOutOfMemory().then((outOfMemory) => resolve({ ...end, outOfMemory, killedFor }), reject);
    });
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const removed = Promise.all([exited, closed]).then(async () => {
    await started.release();
    await removeTree(spec.slot.dir);
  });

  return {
    slot: spec.slot,
    limits: spec.limits,
    paths: started.paths,
    messages: readMessages(child.stdio[3] as Readable),
    stdout,
    stderr,
    send: (message: WorkerToRuntime) => void input.write(`${JSON.stringify(message)}\n`),
    kill,
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
