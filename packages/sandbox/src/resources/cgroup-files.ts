import { writeFileSync } from "node:fs";
import { readdir, readFile, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAbandoned } from "../slots/sweep-slots";

export type CgroupMount = { readonly path: string; readonly version: 1 | 2; readonly controllers: readonly string[] };

/** The cgroup file systems of this host, from the text of `/proc/mounts`. */
export function parseCgroupMounts(mounts: string): CgroupMount[] {
  return mounts.split("\n").flatMap((line): CgroupMount[] => {
    const [, path, type, options] = line.split(" ");
    if (path === undefined || options === undefined) return [];
    if (type === "cgroup2") return [{ path, version: 2, controllers: [] }];
    if (type === "cgroup") return [{ path, version: 1, controllers: options.split(",") }];
    return [];
  });
}

/** The group that this process is in, per controller (`""` is version 2), from the text of `/proc/self/cgroup`. */
export function parseOwnGroups(text: string): Map<string, string> {
  const groups = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = /^\d+:([^:]*):(.*)$/.exec(line);
    if (match === null) continue;
    for (const controller of match[1]!.split(",")) groups.set(controller, match[2]!);
  }
  return groups;
}

/** The value of `name` in a file of `name value` lines; 0 when it is not there. */
export async function readCounter(file: string, name: string): Promise<number> {
  const line = (await readFile(file, "utf8")).split("\n").find((entry) => entry.startsWith(`${name} `));
  return line === undefined ? 0 : Number(line.slice(name.length + 1));
}

/**
 * Writes control files of a group. They are memory of the kernel's: a synchronous write takes 10 µs, and by way of the thread
 * pool many times that.
 */
export function setControls(dir: string, values: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(values)) writeFileSync(join(dir, name), String(value));
}

const PREFIX = "millrace-";
export const groupDir = (parent: string, id: string): string => join(parent, `${PREFIX}${id}`);

/** Removes the groups below `parent` that dead workers left. */
export async function sweepGroups(parent: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name.startsWith(PREFIX));
  const abandoned = names.filter((name) => isAbandoned(name.slice(PREFIX.length)));
  await Promise.all(abandoned.map((name) => removeGroup(join(parent, name))));
}

const REMOVE_ATTEMPTS = 100;
const REMOVE_INTERVAL_MS = 20;

/** Removes a group's directory; the kernel refuses while its last processes are still being reaped. */
export async function removeGroup(dir: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await rmdir(dir);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ENOENT") return;
      if (code !== "EBUSY" || attempt === REMOVE_ATTEMPTS) throw error;
      await delay(REMOVE_INTERVAL_MS);
    }
  }
}
