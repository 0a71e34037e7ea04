import type { Readable } from "node:stream";
import type { RuntimeToWorker, WorkerToRuntime } from "@millrace/protocol";
import type { Slot } from "./slots/slot";

export type LauncherName = "process" | "bubblewrap";

/** What one sandbox may use. Wall time is the caller's: it knows when the run began. */
export type SandboxLimits = {
  readonly memoryBytes: number;
  readonly cpuCores: number;
  readonly processesMax: number;
  readonly scratchBytes: number;
  /** Raw text on stdout and stderr, each; what is beyond is read and dropped. */
  readonly outputBytesMax: number;
};

export type SandboxSpec = {
  readonly slot: Slot;
  /** Host path of the program that runs inside. All of its folder is seen there: nothing else may lie in it. */
  readonly runtimeFile: string;
  readonly limits: SandboxLimits;
};

/** How a sandbox ended. `killedFor` repeats the reason that `kill` was given. */
export type SandboxExit = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly outOfMemory: boolean;
  readonly killedFor: string | null;
};

/** A sandbox that has been started. It serves one assignment and ends. */
export type Sandbox = {
  readonly slot: Slot;
  readonly limits: SandboxLimits;
  /** Where the program inside sees its bundle and the broker's socket. */
  readonly paths: { readonly bundleDir: string; readonly brokerSocket: string };
  /** For one consumer; ends when the sandbox does, and throws a {@link ChannelError} on a message that is none. */
  readonly messages: AsyncIterable<RuntimeToWorker>;
  readonly stdout: Readable;
  readonly stderr: Readable;
  send(message: WorkerToRuntime): void;
  /** Ends every process of the sandbox. Does nothing when it has ended. */
  kill(reason: string): void;
  readonly exited: Promise<SandboxExit>;
  /** Settles when nothing of the sandbox is left: processes, directories, resource groups. */
  readonly removed: Promise<void>;
};

/** One way to isolate. Every launcher passes the same contract suite. */
export type Launcher = {
  readonly name: LauncherName;
  /** Makes the host side of a sandbox, so that its broker can listen before it starts. */
  openSlot(id: string): Promise<Slot>;
  launch(spec: SandboxSpec): Promise<Sandbox>;
};

/** Reasons that launchers themselves kill for. */
export const KILLED_FOR = { memory: "OUT_OF_MEMORY", scratch: "SCRATCH_FULL" } as const;
