import { constants, setPriority } from "node:os";
import type { Sandbox, SandboxBackend, SandboxBackendName, SandboxLimits } from "./backend";
import { listenBroker } from "./broker/broker";
import { localSandbox, type Started } from "./local-sandbox";
import { processTree } from "./resources/process-tree";
import type { Slot } from "./slots/slot";
import type { Slots } from "./slots/slots";

export type LocalBackendOptions = {
  readonly name: SandboxBackendName;
  readonly slots: Slots;
  readonly onError: (error: unknown) => void;
  /** Starts the program of the sandbox in a slot. */
  spawn(slot: Slot, limits: SandboxLimits): Promise<Started>;
};

/** A backend whose sandboxes are processes of this host: each has a slot, and a broker that listens in it. */
export function localBackend({ name, slots, onError, spawn }: LocalBackendOptions): SandboxBackend {
  return {
    name,
    async start(limits): Promise<Sandbox> {
      const slot = await slots.open(limits);
      try {
        const broker = await listenBroker(slot, { onError });
        try {
          const started = await spawn(slot, limits);
          return localSandbox({ slot, limits, broker, started, closeSlot: slots.close, onError });
        } catch (error) {
          await broker.close();
          throw error;
        }
      } catch (error) {
        await slots.close(slot);
        throw error;
      }
    },
  };
}

/**
 * Lets the control plane have the processors first, and then sandboxes of owners who use few. What a process starts later
 * inherits its priority.
 */
export function lowerPriority(pid: number | undefined, others = 0): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(NICE_MAX, constants.priority.PRIORITY_BELOW_NORMAL + 2 * others));
  } catch {
    // It has ended already, or the host doesn't allow it: a sandbox runs at any priority.
  }
}

const NICE_MAX = 19;

/** Lowers the priority of a sandbox's processes that are already running. */
export function lowerTreePriority(pid: number, others: number): void {
  lowerPriority(pid, others);
  processTree(pid).then(
    (pids) => {
      for (const each of pids) lowerPriority(each, others);
    },
    () => undefined,
  );
}
