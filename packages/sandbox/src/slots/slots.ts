import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SandboxLimits } from "../backend";
import { bury, removeOrReport } from "./bury";
import { removeTree } from "./remove-tree";
import { createSlot, type ScratchKind, type Slot } from "./slot";
import { slotId, sweepSlots } from "./sweep-slots";

export type SlotsOptions = {
  /** A folder of the worker's, on the file system of the bundle cache. */
  readonly dir: string;
  /** Returns how the scratch of a sandbox with these limits is limited. */
  readonly scratchKind: (limits: SandboxLimits) => ScratchKind;
  /** The user of each new slot; absent where the worker can't choose one. */
  readonly uids?: { take(): number; giveBack(uid: number): void } | undefined;
  readonly onError: (error: unknown) => void;
};

export type Slots = {
  readonly root: string;
  open(limits: SandboxLimits): Promise<Slot>;
  /** Removes everything of a slot. Never rejects: what can't be removed is moved away and reported. */
  close(slot: Slot): Promise<void>;
};

let number = 0;

/** Opens the slots of this worker, after removing those of workers that are no longer alive. */
export async function openSlots({ dir, scratchKind, uids, onError }: SlotsOptions): Promise<Slots> {
  const root = join(dir, "slots");
  await mkdir(root, { recursive: true });
  await sweepSlots(root, onError);
  return {
    root,
    async open(limits) {
      number += 1;
      const uid = uids?.take();
      return createSlot(root, slotId(process.pid, number), { uid, scratchKind: scratchKind(limits) }).catch((error) => {
        if (uid !== undefined) uids?.giveBack(uid);
        throw error;
      });
    },
    async close(slot) {
      // Only the scratch was written to from inside: the rest is removed without a separate process.
      await removeTree(slot.scratch).catch(() => undefined);
      await rm(slot.dir, { recursive: true, force: true })
        .catch(async () => {
          await removeOrReport(await bury(slot.dir), onError);
        })
        .catch(onError);
      if (slot.uid !== undefined) uids?.giveBack(slot.uid);
    },
  };
}
