import { execFile } from "node:child_process";
import { readdir, rmdir, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Up to this many files, and no folders, are removed here. Anything else is removed by a separate process. */
const FEW_ENTRIES = 64;
const REMOVE_MS_MAX = 10 * 60_000;

/**
 * Removes a folder that untrusted code wrote to, however deep, wide, or closed to its owner. A child process walks it
 * relative to open folders: paths can be longer than the system accepts, and the worker's event loop stays free.
 * @throws when something resists
 */
export async function removeTree(dir: string): Promise<void> {
  if (await removeFlat(dir)) return;
  const name = basename(dir);
  const options = { cwd: dirname(dir), env: { PATH: "/usr/bin:/bin" }, timeout: REMOVE_MS_MAX };
  try {
    await run("rm", ["-rf", "--", `./${name}`], options);
  } catch {
    // Folders that code closed to their owner are opened first. A worker that is root doesn't need to.
    await run("chmod", ["-R", "u+rwX", "--", `./${name}`], options).catch(() => undefined);
    await run("rm", ["-rf", "--", `./${name}`], options);
  }
}

/** Removes a folder with a few files in it without a process. Returns false when there is more. */
async function removeFlat(dir: string): Promise<boolean> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    if (entries.length > FEW_ENTRIES || entries.some((entry) => entry.isDirectory())) return false;
    await Promise.all(entries.map((entry) => unlink(join(dir, entry.name))));
    await rmdir(dir);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT";
  }
}
