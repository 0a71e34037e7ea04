import { spawn } from "node:child_process";
import { chmod, mkdir } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { SandboxBackend, SandboxLimits } from "../backend";
import { pipesWithoutInherited } from "../inherited-descriptors";
import { localBackend, lowerPriority, lowerTreePriority } from "../local-backend";
import { type Started, spawned } from "../local-sandbox";
import { cpuWeight, type ResourceGroups } from "../resources/resource-groups";
import type { ScratchKind, Slot } from "../slots/slot";
import { openSlots } from "../slots/slots";
import { type BubblewrapFeatures, bubblewrapArguments, INSIDE, insideCommand } from "./arguments";
import { hostCommand } from "./command";
import { createSandboxFiles } from "./sandbox-files";
import { seccompFilter } from "./seccomp-filter";
import { syscallTable } from "./seccomp-tables";
import { uidPool } from "./uid-pool";

export type BubblewrapOptions = {
  /** Where slots live; on the bundle cache's file system, so that bundles can be linked. */
  readonly dir: string;
  readonly bwrap: string;
  readonly nodeFile: string;
  /** Host path of the program that runs inside. All of its folder is seen there: nothing else can be in it. */
  readonly runtimeFile: string;
  readonly features: BubblewrapFeatures;
  readonly groups: ResourceGroups | undefined;
  /** Whether a file system of its own size can be mounted for each scratch. */
  readonly canMountImages: boolean;
  /** First of the host users that sandboxes run as; used only by a worker that runs as root. */
  readonly uidBase: number;
  readonly onError: (error: unknown) => void;
};

const ARGS_FD = 4;
const SECCOMP_FD = 5;
/** Scratch in memory takes up to this part of the memory limit. */
const MEMORY_SCRATCH_SHARE = 0.25;

/** Sandboxes in namespaces of their own, as an unprivileged user, whose only connection is the broker's socket. */
export async function bubblewrapBackend(options: BubblewrapOptions): Promise<SandboxBackend> {
  const { dir, groups, onError } = options;
  const table = syscallTable(process.arch);
  if (table === undefined) throw new Error(`No system call filter is available for ${process.arch}.`);
  const filter = seccompFilter(table);
  await mkdir(dir, { recursive: true });
  const uids = process.getuid?.() === 0 ? uidPool(options.uidBase) : undefined;
  const files = await createSandboxFiles(dir, options.nodeFile, uids !== undefined);
  const scratchKind = ({ scratchBytes, memoryBytes }: SandboxLimits): ScratchKind => {
    if (options.canMountImages) return "image";
    return groups !== undefined && scratchBytes <= memoryBytes * MEMORY_SCRATCH_SHARE ? "memory" : "folder";
  };
  const slots = await openSlots({ dir, scratchKind, uids, onError });
  for (const folder of [dir, slots.root]) await chmod(folder, 0o711);

  const start = async (slot: Slot, limits: SandboxLimits): Promise<Started> => {
    const group = await groups?.create(slot.id, limits);
    const release = async () => group?.remove();
    const inside = insideCommand(limits, options.runtimeFile);
    const bwrap = [options.bwrap, "--args", String(ARGS_FD), ...inside];
    const [command, commandArgs] = hostCommand(bwrap, slot, limits, group);
    const child = spawn(command, commandArgs, {
      // Nothing of the worker's environment: bwrap's own is readable inside as that of process 1.
      env: {},
      cwd: "/",
      stdio: pipesWithoutInherited(6),
    });
    lowerPriority(child.pid);
    await spawned(child).catch(async (error) => {
      await release();
      throw error;
    });
    const pipes: readonly unknown[] = child.stdio;
    const args = bubblewrapArguments({ slot, limits, files, ...options, seccompFd: SECCOMP_FD });
    feed(pipes[ARGS_FD] as Writable, nulTerminated(args));
    feed(pipes[SECCOMP_FD] as Writable, filter);
    return {
      child,
      inside: { bundleDir: INSIDE.bundleDir, brokerSocket: INSIDE.brokerSocket, network: "broker" },
      watchMemory: group === undefined,
      // The kernel ends a process namespace with its first process, which dies with bwrap.
      killTree: () => child.kill("SIGKILL"),
      lowerShare(others) {
        if (group === undefined) lowerTreePriority(child.pid as number, others);
        else group.weigh(cpuWeight(others));
      },
      outOfMemoryKills: async () => (await group?.outOfMemoryKills()) ?? 0,
      release,
    };
  };
  return localBackend({ name: "bubblewrap", slots, onError, spawn: start });
}

const nulTerminated = (args: readonly string[]): Buffer => Buffer.from(args.map((arg) => `${arg}\0`).join(""));

function feed(pipe: Writable, bytes: Buffer): void {
  // A bwrap that failed has closed its end; its exit and stderr say why.
  pipe.on("error", () => undefined);
  pipe.end(bytes);
}
