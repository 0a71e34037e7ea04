import { readFile } from "node:fs/promises";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";
import { parseCgroupMounts, parseOwnGroups } from "./cgroup-files";
import { cgroupV1 } from "./cgroup-v1";
import { cgroupV2 } from "./cgroup-v2";
import type { ResourceGroups } from "./resource-groups";

export type DetectedResourceGroups = {
  readonly groups: ResourceGroups | undefined;
  readonly notice: string | undefined;
};

/** Returns the resource groups that this process can create, proven by creating one; else why not. */
export async function detectResourceGroups(onError: (error: unknown) => void): Promise<DetectedResourceGroups> {
  const problems: string[] = [];
  try {
    const mounts = parseCgroupMounts(await readFile("/proc/mounts", "utf8"));
    const own = parseOwnGroups(await readFile("/proc/self/cgroup", "utf8"));
    for (const find of [cgroupV1, cgroupV2]) {
      try {
        const groups = await find(mounts, own);
        if (groups === undefined) continue;
        await (await groups.create(`${process.pid}-probe`, DEFAULT_SANDBOX_LIMITS)).remove();
        await groups.sweep().catch(onError);
        return { groups, notice: undefined };
      } catch (error) {
        problems.push(messageOf(error));
      }
    }
  } catch (error) {
    problems.push(messageOf(error));
  }
  const why = problems.length > 0 ? problems.join("; ") : "no hierarchy with the memory, pids and cpu controllers";
  return {
    groups: undefined,
    notice: `No cgroup can be created (${why}): memory is enforced by polling and CPU isn't limited. Delegate a cgroup to the worker (systemd: Delegate=yes).`,
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
