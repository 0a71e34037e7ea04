import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Launcher } from "../launcher";
import { sandboxOf, spawned } from "../lifecycle";
import { heapMebibytes } from "../limits";
import { createSlot } from "../slots/slot";
import { killMarked, MARK } from "./kill-marked";

export type ProcessOptions = {
  readonly dir: string;
  readonly nodeFile: string;
  readonly production: boolean;
  /** An operator's own word that code without isolation may run in production. */
  readonly allowInProduction: boolean;
};

/** Plain child processes with a clean environment: for one's own machine and one's own code, it isolates nothing. */
export async function processLauncher(options: ProcessOptions): Promise<Launcher> {
  if (options.production && !options.allowInProduction) {
    throw new Error(
      "The process launcher doesn't isolate code and can't be used with NODE_ENV=production. Install bubblewrap, or set SANDBOX_ALLOW_PROCESS=1 if you trust everyone who pushes code.",
    );
  }
  const slots = join(options.dir, "slots");
  await mkdir(slots, { recursive: true });

  return {
    name: "process",
    openSlot: (id) => createSlot(slots, id, undefined),

    async launch(spec) {
      const mark = `${process.pid}-${spec.slot.id}`;
      const child = spawn(options.nodeFile, [`--max-old-space-size=${heapMebibytes(spec.limits)}`, spec.runtimeFile], {
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: spec.slot.scratch, TMPDIR: spec.slot.scratch, [MARK]: mark },
        cwd: spec.slot.app,
        detached: true,
        stdio: ["pipe", "pipe", "pipe", "pipe"],
      });
      await spawned(child);
      return sandboxOf(spec, {
        child,
        paths: { bundleDir: spec.slot.app, brokerSocket: spec.slot.brokerSocket },
        watchMemory: true,
        killTree: () => killMarked(child.pid as number, mark),
        outOfMemoryKills: async () => 0,
        release: async () => undefined,
      });
    },
  };
}
