import { access, chmod, constants, copyFile, mkdir, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files that every sandbox of a worker sees, made once. */
export type SandboxFiles = { readonly node: string; readonly etc: string };

const ETC = {
  passwd: "sandbox:x:65534:65534:sandbox:/tmp:/bin/sh\n",
  group: "sandbox:x:65534:\n",
  hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
} as const;

export const ETC_FILES = Object.keys(ETC);

/**
 * @param dir a folder of the worker's that the sandboxes' users can reach
 * @param nodeFile the Node program to run inside
 */
export async function createSandboxFiles(dir: string, nodeFile: string, privileged: boolean): Promise<SandboxFiles> {
  const etc = join(dir, "etc");
  await mkdir(etc, { recursive: true, mode: 0o755 });
  await Promise.all(Object.entries(ETC).map(([name, text]) => writeFile(join(etc, name), text, { mode: 0o644 })));
  const reachable = !privileged || (await isReachableByAll(nodeFile));
  return { etc, node: reachable ? nodeFile : await copyNode(nodeFile, dir) };
}

/** True when a user with no rights of its own can run the file: each folder above it lets others through. */
async function isReachableByAll(file: string): Promise<boolean> {
  if (((await stat(file)).mode & 0o005) !== 0o005) return false;
  for (let dir = dirname(file); ; dir = dirname(dir)) {
    if (((await stat(dir)).mode & 0o001) === 0) return false;
    if (dir === dirname(dir)) return true;
  }
}

/** A Node below a private home (as version managers install it) is copied where the sandboxes' users reach it. */
async function copyNode(from: string, dir: string): Promise<string> {
  const { size, mtimeMs } = await stat(from);
  const to = join(dir, `node-${process.version}-${size}-${Math.round(mtimeMs)}`);
  const exists = await access(to, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (exists) return to;
  const unfinished = `${to}.${process.pid}`;
  await copyFile(from, unfinished);
  await chmod(unfinished, 0o755);
  await rename(unfinished, to);
  return to;
}
