import { spawn } from "node:child_process";
import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Writable } from "node:stream";
import type { Launcher } from "../launcher";
import { sandboxOf, spawned } from "../lifecycle";
import type { ResourceGroups } from "../resources/resource-groups";
import { createSlot } from "../slots/slot";
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
  readonly features: BubblewrapFeatures;
  readonly groups: ResourceGroups | undefined;
  /** First of the host users that sandboxes run as; used only by a worker that runs as root. */
  readonly uidBase: number;
};

const ARGS_FD = 4;
const SECCOMP_FD = 5;

/** Sandboxes in namespaces of their own, as an unprivileged user, with no way out but the broker's socket. */
export async function bubblewrapLauncher(options: BubblewrapOptions): Promise<Launcher> {
  const table = syscallTable(process.arch);
  if (table === undefined) throw new Error(`No system call filter is available for ${process.arch}.`);
  const filter = seccompFilter(table);
  const slots = join(options.dir, "slots");
  await mkdir(slots, { recursive: true });
  for (const dir of [options.dir, slots]) await chmod(dir, 0o711);
  const uids = process.getuid?.() === 0 ? uidPool(options.uidBase) : undefined;
  const files = await createSandboxFiles(options.dir, options.nodeFile, uids !== undefined);

  return {
    name: "bubblewrap",
    openSlot: (id) => createSlot(slots, id, uids?.take()),

    async launch(spec) {
      const group = await options.groups?.create(spec.slot.id, spec.limits);
      const release = async () => {
        await group?.remove();
        if (spec.slot.uid !== undefined) uids?.giveBack(spec.slot.uid);
      };
      const bwrap = [options.bwrap, "--args", String(ARGS_FD), ...insideCommand(spec)];
      const [command, commandArgs] = hostCommand(bwrap, spec.slot.uid, group);
      const child = spawn(command, commandArgs, {
        // Nothing of the worker's environment: bwrap's own is readable inside as that of process 1.
        env: {},
        cwd: "/",
        stdio: ["pipe", "pipe", "pipe", "pipe", "pipe", "pipe"],
      });
      await spawned(child).catch(async (error) => {
        await release();
        throw error;
      });
      const pipes: readonly unknown[] = child.stdio;
      const args = bubblewrapArguments(spec, files, options.features, SECCOMP_FD);
      feed(pipes[ARGS_FD] as Writable, nulTerminated(args));
      feed(pipes[SECCOMP_FD] as Writable, filter);
      return sandboxOf(spec, {
        child,
        paths: { bundleDir: INSIDE.bundleDir, brokerSocket: INSIDE.brokerSocket },
        watchMemory: group === undefined,
        // The kernel ends a process namespace with its first process, which dies with bwrap.
        killTree: () => child.kill("SIGKILL"),
        outOfMemoryKills: async () => (await group?.outOfMemoryKills()) ?? 0,
        release,
      });
    },
  };
}

const nulTerminated = (args: readonly string[]): Buffer => Buffer.from(args.map((arg) => `${arg}\0`).join(""));

function feed(pipe: Writable, bytes: Buffer): void {
  // A bwrap that failed has closed its end; its exit and stderr say why.
  pipe.on("error", () => undefined);
  pipe.end(bytes);
}
