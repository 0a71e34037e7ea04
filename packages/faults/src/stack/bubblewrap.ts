import { spawnSync } from "node:child_process";

/** Whether sandboxes are isolated on this machine; without that, code that takes too much would take it from us. */
export function hasBubblewrap(): boolean {
  const probe = spawnSync("bwrap", ["--unshare-all", "--ro-bind", "/", "/", "true"], { stdio: "ignore" });
  return probe.status === 0;
}
