import { LIMITS } from "@millrace/core";
import {
  type AddressRule,
  type Broker,
  egress,
  type Launcher,
  linkTree,
  type SandboxLimits,
  type SandboxPool,
} from "@millrace/sandbox";
import type { RunSandbox, RunSandboxes, SandboxSettings } from "@millrace/services/worker";

export type RunSandboxesOptions = {
  readonly launcher: Launcher;
  readonly pool: SandboxPool<Broker>;
  readonly operatorAllows: AddressRule;
  /** Told of each sandbox that was handed out. */
  readonly onTaken: (warm: boolean, startedMs: number) => void;
};

/** The pool's sandboxes as the execution of runs wants them. */
export const runSandboxes = ({ launcher, pool, operatorAllows, onTaken }: RunSandboxesOptions): RunSandboxes => ({
  launcher: launcher.name,
  async take(settings): Promise<RunSandbox> {
    const askedAt = performance.now();
    const { sandbox, broker, warm } = await pool.take(limitsOf(settings));
    onTaken(warm, performance.now() - askedAt);
    return {
      paths: sandbox.paths,
      network: launcher.name === "process" ? "direct" : "broker",
      messages: sandbox.messages,
      stdout: sandbox.stdout,
      stderr: sandbox.stderr,
      exited: sandbox.exited,
      send: sandbox.send,
      kill: sandbox.kill,
      place: (bundleDir) => linkTree(bundleDir, sandbox.slot.app),
      serve: ({ values, egress: allow }) => broker.open({ values, dial: egress({ allow, operatorAllows }) }),
    };
  },
});

export const limitsOf = ({ memoryBytes, cpuCores, processesMax, scratchBytes }: SandboxSettings): SandboxLimits => ({
  memoryBytes,
  cpuCores,
  processesMax,
  scratchBytes,
  outputBytesMax: LIMITS.runOutputLogBytesMax,
});
