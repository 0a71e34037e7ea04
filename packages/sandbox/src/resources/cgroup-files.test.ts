import { expect, test } from "vitest";
import { parseCgroupMounts, parseOwnGroups } from "./cgroup-files";

test("both versions of cgroup mounts are found among the others", () => {
  const text = "/dev/vda / ext4 rw 0 0\ncgroup /cg/cpu cgroup rw,cpu,cpuacct 0 0\ncgroup2 /cg/unified cgroup2 rw 0 0\n";
  expect(parseCgroupMounts(text)).toEqual([
    { path: "/cg/cpu", version: 1, controllers: ["rw", "cpu", "cpuacct"] },
    { path: "/cg/unified", version: 2, controllers: [] },
  ]);
});

test("a process's own group is known for each controller", () => {
  const own = parseOwnGroups("4:memory:/a/b\n2:cpu,cpuacct:/\n0::/user.slice\n");
  expect([own.get("memory"), own.get("cpuacct"), own.get("")]).toEqual(["/a/b", "/", "/user.slice"]);
});
