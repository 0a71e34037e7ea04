import { openSync, readdirSync, readFileSync } from "node:fs";
import { devNull } from "node:os";

/** The flag by which the kernel closes a descriptor when a program starts, as `/proc` shows it (octal). */
const CLOSE_ON_EXEC = 0o2000000;
/** What a program that is started gets: an open file would cost one entry each up to the highest. */
const DESCRIPTORS_MAX = 1_024;

/**
 * Returns one more than the highest file descriptor that a program started by this process would inherit, because the shell that
 * started this process had it open. Node opens its own so that they close. 0 where there is none, or no `/proc`.
 */
export function inheritedDescriptors(): number {
  if (process.platform !== "linux") return 0;
  const open = readdirSync("/proc/self/fd").map(Number);
  return 1 + Math.max(-1, ...open.filter((fd) => fd > 2 && fd < DESCRIPTORS_MAX && isInherited(fd)));
}

function isInherited(fd: number): boolean {
  try {
    const flags = /^flags:\s+(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    // Closed since it was listed, as the one that listed it is.
    return false;
  }
}

let nullDevice: number | undefined;

/** The null device as a descriptor: for `"ignore"`, Node leaves an inherited descriptor above 2 as it is. */
const openNullDevice = (): number => {
  nullDevice ??= openSync(devNull, "r+");
  return nullDevice;
};

/** Returns `stdio` for `spawn`: this many pipes, and the null device in place of every inherited descriptor beyond them. */
export const pipesWithoutInherited = (pipes: number): ("pipe" | number)[] => [
  ...Array.from({ length: pipes }, () => "pipe" as const),
  ...Array.from({ length: Math.max(0, inheritedDescriptors() - pipes) }, openNullDevice),
];
