import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { bury, GRAVEYARD, removeOrReport } from "./bury";

/** The id of a slot: the worker that owns it, and a unique number. */
export const slotId = (workerPid: number, number: number): string => `${workerPid}-${number}`;

export type Sweep = {
  /** The slots that were found. */
  readonly ids: readonly string[];
  /** Settles when nothing of them is left, or what is left was reported. Never rejects. */
  readonly removed: Promise<void>;
};

/**
 * Clears away the folders of workers that are no longer alive (their sandboxes died with them). To be called before the
 * first slot is opened: in a container, the worker before this one had the same process id. Leftovers are moved out of the
 * way first and removed in the background, so that none of them keeps a worker from starting. Never rejects.
 */
export async function sweepSlots(root: string, onError: (error: unknown) => void): Promise<Sweep> {
  const ids = (await listOrReport(root, onError)).filter((id) => isAbandoned(id) || id.startsWith(`${process.pid}-`));
  for (const id of ids) await bury(join(root, id)).catch(onError);
  const graveyard = join(root, GRAVEYARD);
  const removeAll = async (): Promise<void> => {
    for (const name of await listOrReport(graveyard, onError)) await removeOrReport(join(graveyard, name), onError);
  };
  return { ids, removed: removeAll() };
}

/** Returns true for the id of a slot whose worker isn't alive. */
export function isAbandoned(id: string): boolean {
  const pid = Number(id.split("-")[0]);
  return Number.isInteger(pid) && pid > 0 && !isAlive(pid);
}

async function listOrReport(dir: string, onError: (error: unknown) => void): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) onError(error);
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
