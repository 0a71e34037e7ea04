import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type CgroupMount, groupDir, readCounter, removeGroup, setControls, sweepGroups } from "./cgroup-files";
import { CPU_PERIOD_US, CPU_WEIGHT, type ResourceGroup, type ResourceGroups } from "./resource-groups";

const CONTROLLERS = ["memory", "pids", "cpu"] as const;

/**
 * Groups below the worker's own one, which must be delegated to it (systemd: `Delegate=yes`). A group that limits its
 * children may hold no processes itself, so the worker moves into a child group first.
 */
export async function cgroupV2(
  mounts: readonly CgroupMount[],
  own: ReadonlyMap<string, string>,
): Promise<ResourceGroups | undefined> {
  const mount = mounts.find((candidate) => candidate.version === 2);
  if (mount === undefined) return undefined;
  const below = join(mount.path, own.get("") ?? "/");
  const parent = existsSync(below) ? below : mount.path;
  const available = (await readFile(join(parent, "cgroup.controllers"), "utf8")).trim().split(" ");
  if (!CONTROLLERS.every((controller) => available.includes(controller))) return undefined;
  await delegate(parent);

  return {
    kind: "cgroup-v2",
    sweep: () => sweepGroups(parent),
    async create(id, limits): Promise<ResourceGroup> {
      const dir = groupDir(parent, id);
      await mkdir(dir, { recursive: true });
      if (existsSync(join(dir, "memory.swap.max"))) setControls(dir, { "memory.swap.max": 0 });
      setControls(dir, {
        "memory.max": limits.memoryBytes,
        "memory.oom.group": 1,
        "pids.max": limits.processesMax,
        "cpu.weight": CPU_WEIGHT,
        "cpu.max": `${Math.round(limits.cpuCores * CPU_PERIOD_US)} ${CPU_PERIOD_US}`,
      });
      return {
        joinFiles: [join(dir, "cgroup.procs")],
        outOfMemoryKills: () => readCounter(join(dir, "memory.events"), "oom_kill"),
        weigh: (weight) => setControls(dir, { "cpu.weight": weight }),
        remove: () => removeGroup(dir),
      };
    },
  };
}

async function delegate(parent: string): Promise<void> {
  const enabled = (await readFile(join(parent, "cgroup.subtree_control"), "utf8")).trim().split(" ");
  if (CONTROLLERS.every((controller) => enabled.includes(controller))) return;
  const self = join(parent, "millrace-worker");
  await mkdir(self, { recursive: true });
  const pids = (await readFile(join(parent, "cgroup.procs"), "utf8")).split("\n").filter(Boolean);
  for (const pid of pids) setControls(self, { "cgroup.procs": pid });
  setControls(parent, { "cgroup.subtree_control": CONTROLLERS.map((name) => `+${name}`).join(" ") });
}
