import { spawnSync } from "node:child_process";

/** Returns the commit that a project is at, if it is in a repository. */
export function gitCommit(dir: string): { commit?: string; commitMessage?: string } {
  const found = spawnSync("git", ["log", "-1", "--format=%H%n%s"], { cwd: dir, encoding: "utf8" });
  if (found.status !== 0) return {};
  const [commit = "", message = ""] = found.stdout.split("\n");
  return { commit, commitMessage: message.slice(0, 500) };
}
