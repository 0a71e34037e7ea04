import { spawn } from "node:child_process";
import type { SandboxBackend } from "../backend";
import { pipesWithoutInherited } from "../inherited-descriptors";
import { heapMebibytes } from "../limits";
import { localBackend, lowerPriority, lowerTreePriority } from "../local-backend";
import { spawned } from "../local-sandbox";
import { openSlots } from "../slots/slots";
import { killMarked, MARK } from "./kill-marked";

export type ProcessOptions = {
  readonly dir: string;
  readonly runtimeFile: string;
  readonly nodeFile: string;
  readonly production: boolean;
  /** An operator's own decision that code without isolation may run in production. */
  readonly allowInProduction: boolean;
  readonly onError: (error: unknown) => void;
};

/** Plain child processes with a clean environment: for your own machine and your own code. They isolate nothing. */
export async function processBackend(options: ProcessOptions): Promise<SandboxBackend> {
  if (options.production && !options.allowInProduction) {
    throw new Error(
      "The process backend doesn't isolate code and can't be used with NODE_ENV=production. Install bubblewrap, or set SANDBOX_ALLOW_PROCESS=1 if you trust everyone who pushes code.",
    );
  }
  const { dir, nodeFile, runtimeFile, onError } = options;
  const slots = await openSlots({ dir, scratchKind: () => "folder", onError });

  return localBackend({
    name: "process",
    slots,
    onError,
    async spawn(slot, limits) {
      const mark = `${process.pid}-${slot.id}`;
      const child = spawn(nodeFile, [`--max-old-space-size=${heapMebibytes(limits)}`, runtimeFile], {
        env: { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: slot.scratch, TMPDIR: slot.scratch, [MARK]: mark },
        cwd: slot.app,
        detached: true,
        stdio: pipesWithoutInherited(4),
      });
      lowerPriority(child.pid);
      await spawned(child);
      return {
        child,
        inside: { bundleDir: slot.app, brokerSocket: slot.brokerSocket, network: "direct" },
        watchMemory: true,
        killTree: () => killMarked(child.pid as number, mark),
        lowerShare: (others) => lowerTreePriority(child.pid as number, others),
        outOfMemoryKills: async () => 0,
        release: async () => undefined,
      };
    },
  });
}
