import { mkdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { removeTree } from "./remove-tree";

/** Where folders go until they are removed, and where those stay that can't be. It is swept at every start. */
export const GRAVEYARD = ".graveyard";

/** Moves a folder into the graveyard beside it. Returns its new path. */
export async function bury(dir: string): Promise<string> {
  const graveyard = join(dirname(dir), GRAVEYARD);
  const to = join(graveyard, `${basename(dir)}-${Date.now()}`);
  await mkdir(graveyard, { recursive: true, mode: 0o700 });
  await rename(dir, to);
  return to;
}

/** Removes a folder, or reports that it can't be removed. Never rejects. */
export const removeOrReport = (dir: string, onError: (error: unknown) => void): Promise<void> =>
  removeTree(dir).catch((cause) => onError(new Error(`${dir} couldn't be removed. Remove it by hand.`, { cause })));
