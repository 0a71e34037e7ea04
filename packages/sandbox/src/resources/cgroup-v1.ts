import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type CgroupMount, groupDir, readCounter, removeGroup, setControls, sweepGroups } from "./cgroup-files";
import { CPU_PERIOD_US, CPU_WEIGHT, type ResourceGroup, type ResourceGroups } from "./resource-groups";

const CONTROLLERS = ["memory", "pids", "cpu"] as const;
/** What a group, or a process beside groups, has unless something else is set. */
const ORDINARY_SHARES = 1_024;
/** The kernel's smallest number of shares is 2. */
const sharesOf = (weight: number): number => Math.max(2, Math.round((weight / 100) * ORDINARY_SHARES));
type Controller = (typeof CONTROLLERS)[number];

/** Groups below the worker's own ones, one hierarchy per controller. Undefined when a hierarchy is missing. */
export function cgroupV1(mounts: readonly CgroupMount[], own: ReadonlyMap<string, string>): ResourceGroups | undefined {
  const parents = CONTROLLERS.map((controller): [Controller, string] | undefined => {
    const mount = mounts.find((candidate) => candidate.version === 1 && candidate.controllers.includes(controller));
    if (mount === undefined) return undefined;
    const below = join(mount.path, own.get(controller) ?? "/");
    return [controller, existsSync(below) ? below : mount.path];
  });
  if (!parents.every((parent) => parent !== undefined)) return undefined;

  return {
    kind: "cgroup-v1",
    sweep: async () => void (await Promise.all(parents.map(([, parent]) => sweepGroups(parent)))),
    async create(id, limits): Promise<ResourceGroup> {
      const dirs = Object.fromEntries(parents.map(([name, parent]) => [name, groupDir(parent, id)]));
      const { memory, pids, cpu } = dirs as Record<Controller, string>;
      await Promise.all(Object.values(dirs).map((dir) => mkdir(dir, { recursive: true })));
      setControls(memory, { "memory.limit_in_bytes": limits.memoryBytes });
      const withSwap = "memory.memsw.limit_in_bytes";
      if (existsSync(join(memory, withSwap))) setControls(memory, { [withSwap]: limits.memoryBytes });
      setControls(pids, { "pids.max": limits.processesMax });
      setControls(cpu, {
        "cpu.shares": sharesOf(CPU_WEIGHT),
        "cpu.cfs_period_us": CPU_PERIOD_US,
        "cpu.cfs_quota_us": Math.round(limits.cpuCores * CPU_PERIOD_US),
      });
      return {
        joinFiles: Object.values(dirs).map((dir) => join(dir, "cgroup.procs")),
        outOfMemoryKills: () => readCounter(join(memory, "memory.oom_control"), "oom_kill"),
        weigh: (weight) => setControls(cpu, { "cpu.shares": sharesOf(weight) }),
        remove: async () => void (await Promise.all(Object.values(dirs).map(removeGroup))),
      };
    },
  };
}
