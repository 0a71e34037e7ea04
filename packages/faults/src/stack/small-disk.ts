import { execFileSync } from "node:child_process";

/** Why this machine can't mount a file system of a given size; undefined if it can. */
export function cannotMount(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "mounting a small file system needs root on Linux";
  return undefined;
}

/** Mounts a file system in memory of `bytes` at `dir`; returns what unmounts it. */
export function mountSmallDisk(dir: string, bytes: number): () => void {
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes},mode=755`, "tmpfs", dir]);
  return () => execFileSync("umount", ["--lazy", dir]);
}
