import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { removeTree } from "./remove-tree";

/** A slot's id: the worker that owns it, and a number of its own. */
export const slotId = (workerPid: number, number: number): string => `${workerPid}-${number}`;

/**
 * Removes the directories that workers left which are no longer alive (their sandboxes died with them). To be called
 * before the first slot is opened: in a container, the worker before this one had the same process id.
 */
export async function sweepSlots(root: string): Promise<string[]> {
  const abandoned = (await listOrNothing(root)).filter((id) => isAbandoned(id) || id.startsWith(`${process.pid}-`));
  await Promise.all(abandoned.map((id) => removeTree(join(root, id))));
  return abandoned;
}

/** True for the id of a slot whose worker is not alive. */
export function isAbandoned(id: string): boolean {
  const pid = Number(id.split("-")[0]);
  return Number.isInteger(pid) && pid > 0 && !isAlive(pid);
}

async function listOrNothing(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
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
