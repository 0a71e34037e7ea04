import type { Readable, Writable } from "node:stream";
import type { BrokerSession } from "./broker/session";

export type SandboxBackendName = "process" | "bubblewrap";

/** What one sandbox may use. The caller enforces wall time: it knows when the run began. */
export type SandboxLimits = {
  readonly memoryBytes: number;
  readonly cpuCores: number;
  readonly processesMax: number;
  readonly scratchBytes: number;
  /** Raw text on stdout and stderr, each. The rest is read and discarded. */
  readonly outputBytesMax: number;
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
  readonly limits: SandboxLimits;
  /** How the program inside finds its bundle, its broker, and the network: the sandbox's own part of the claim. */
  readonly inside: { readonly bundleDir: string; readonly brokerSocket: string; readonly network: "direct" | "broker" };
  /** The bytes of the conversation with the program inside, both ways. Nothing is read ahead of the consumer. */
  readonly channel: { readonly readable: Readable; readonly writable: Writable };
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Makes the files of a folder of this host appear inside as the bundle. The folder must never change. */
  place(bundleDir: string): Promise<void>;
  /** Opens the broker for one assignment. Before that it serves nothing. */
  serve(session: BrokerSession): void;
  /** Ends every process of the sandbox. Does nothing after it has ended. */
  kill(reason: string): void;
  /** Lowers its share of busy processors, because its owner uses `others` further sandboxes. */
  lowerShare(others: number): void;
  readonly exited: Promise<SandboxExit>;
  /** Settles when nothing of the sandbox is left: processes, folders, resource groups. Never rejects. */
  readonly removed: Promise<void>;
};

/**
 * One way to isolate. It owns where a sandbox runs, how it reaches the network, and the bytes of the conversation; callers
 * know none of that. Every backend passes the same contract suite.
 */
export type SandboxBackend = {
  readonly name: SandboxBackendName;
  /** Starts a generic sandbox that contains no tenant data. */
  start(limits: SandboxLimits): Promise<Sandbox>;
};

/** Reasons for which backends themselves kill a sandbox. */
export const KILLED_FOR = { memory: "OUT_OF_MEMORY", scratch: "SCRATCH_FULL" } as const;
