import { readdirSync, readFileSync } from "node:fs";

/** The environment variable by which the descendants of a sandbox are found, however they detached themselves. */
export const MARK = "MILLRACE_SANDBOX";

/** Each round kills all that is there; who forks faster than that is stopped by its process limit. */
const ROUNDS_MAX = 100;

/** Ends a process group, and on Linux every process that carries the mark, until none is left. */
export function killMarked(pid: number, mark: string): void {
  killQuietly(-pid);
  if (process.platform !== "linux") return;
  for (let round = 0, found = marked(mark); found.length > 0 && round < ROUNDS_MAX; round++, found = marked(mark)) {
    for (const each of found) killQuietly(each);
  }
}

function marked(mark: string): number[] {
  const entry = `\0${MARK}=${mark}\0`;
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => pid > 0 && `\0${environmentOf(pid)}`.includes(entry));
}

/** Empty for what has ended (zombies too) and for what belongs to someone else. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch (error) {
    if (isMissingOrOtherUsers(error)) return "";
    throw error;
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!isMissingOrOtherUsers(error)) throw error;
  }
}

const isMissingOrOtherUsers = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["ESRCH", "ENOENT", "EACCES", "EPERM"].includes(String(error.code));
