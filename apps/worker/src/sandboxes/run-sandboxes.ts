import { LIMITS } from "@millrace/core";
import type { SandboxSettings } from "@millrace/core/run";
import { type AddressRule, egress, type SandboxLimits, type SandboxPool } from "@millrace/sandbox";
import type { RunSandbox, RunSandboxes } from "@millrace/services/worker";

export type RunSandboxesOptions = {
  /** The name of the pool's backend. */
  readonly backend: string;
  readonly pool: SandboxPool;
  readonly operatorAllows: AddressRule;
  /** Called with the addresses behind a host that sandboxes can't connect to. */
  readonly onPrivate: (host: string, addresses: readonly string[]) => void;
  /** Called for each sandbox that was handed out. */
  readonly onTaken: (warm: boolean, startedMs: number) => void;
};

/** The pool's sandboxes, in the shape that executing runs needs. */
export const runSandboxes = ({
  backend,
  pool,
  operatorAllows,
  onPrivate,
  onTaken,
}: RunSandboxesOptions): RunSandboxes => ({
  backend,
  async take(orgId, settings): Promise<RunSandbox> {
    const requestedAt = performance.now();
    const { sandbox, warm } = await pool.take(orgId, limitsOf(settings));
    onTaken(warm, performance.now() - requestedAt);
    return {
      ...sandbox,
      serve: ({ values, egress: allow }) =>
        sandbox.serve({ values, dial: egress({ allow, operatorAllows, onPrivate }) }),
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
