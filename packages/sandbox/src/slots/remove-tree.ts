import { chmod, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

/** Removes a directory that untrusted code wrote to: folders that it closed to their owner are opened first. */
export async function removeTree(dir: string): Promise<void> {
  try {
    await rm(dir, { recursive: true, force: true });
  } catch (error) {
    if (!isAccessError(error)) throw error;
    await openFolders(dir);
    await rm(dir, { recursive: true, force: true });
  }
}

const isAccessError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM");

async function openFolders(dir: string): Promise<void> {
  await chmod(dir, 0o700);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) await openFolders(join(dir, entry.name));
  }
}
