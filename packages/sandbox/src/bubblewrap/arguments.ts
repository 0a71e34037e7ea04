import { basename, dirname, join } from "node:path";
import type { SandboxLimits } from "../backend";
import { heapMebibytes } from "../limits";
import type { Slot } from "../slots/slot";
import { rootFileSystem } from "./root-file-system";
import { ETC_FILES, type SandboxFiles } from "./sandbox-files";

export const INSIDE = {
  bundleDir: "/app",
  brokerSocket: "/run/millrace/s",
  runtimeDir: "/runtime",
  node: "/run/node",
  scratch: "/tmp",
} as const;

const NOBODY_UID = "65534";
/** Shared memory is memory: where nothing else limits it, it must be small. */
const SHARED_MEMORY_BYTES = 64 * 1024 * 1024;
const OPEN_FILES_MAX = 8192;

/** What the installed bwrap and this host support. */
export type BubblewrapFeatures = { readonly disableUserns: boolean };

export type ArgumentsInput = {
  readonly slot: Slot;
  readonly limits: SandboxLimits;
  readonly runtimeFile: string;
  readonly files: SandboxFiles;
  readonly features: BubblewrapFeatures;
  readonly seccompFd: number;
};

/** Returns bwrap's arguments, in the order in which it acts. None is secret: the host's users can read them. */
export function bubblewrapArguments({
  slot,
  limits,
  runtimeFile,
  files,
  features,
  seccompFd,
}: ArgumentsInput): string[] {
  return [
    ...["--unshare-all", "--unshare-user", ...(features.disableUserns ? ["--disable-userns"] : [])],
    ...["--uid", NOBODY_UID, "--gid", NOBODY_UID, "--hostname", "sandbox", "--cap-drop", "ALL"],
    ...["--die-with-parent", "--new-session", "--seccomp", String(seccompFd)],
    ...rootFileSystem(),
    ...ETC_FILES.flatMap((name) => ["--ro-bind", join(files.etc, name), `/etc/${name}`]),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--size", String(SHARED_MEMORY_BYTES), "--tmpfs", "/dev/shm", "--remount-ro", "/dev"],
    ...(slot.scratchKind === "memory"
      ? ["--size", String(limits.scratchBytes), "--tmpfs", INSIDE.scratch]
      : ["--bind", slot.scratch, INSIDE.scratch]),
    ...["--ro-bind", slot.app, INSIDE.bundleDir],
    ...["--ro-bind", join(slot.dir, "run"), "/run/millrace"],
    ...["--ro-bind", dirname(runtimeFile), INSIDE.runtimeDir, "--ro-bind", files.node, INSIDE.node],
    ...["--remount-ro", "/", "--chdir", INSIDE.bundleDir, "--clearenv"],
    ...["--setenv", "PATH", "/usr/local/bin:/usr/bin:/bin", "--setenv", "HOME", INSIDE.scratch],
    ...["--setenv", "TMPDIR", INSIDE.scratch, "--setenv", "LANG", "C.UTF-8"],
  ];
}

/** The command inside: Node under the limits that count per process. bwrap takes it on its command line only. */
export const insideCommand = (limits: SandboxLimits, runtimeFile: string): string[] => [
  ...["/usr/bin/prlimit", "--core=0", `--nofile=${OPEN_FILES_MAX}`, `--nproc=${limits.processesMax}`],
  ...[`--fsize=${limits.scratchBytes}`, "--"],
  ...[INSIDE.node, `--max-old-space-size=${heapMebibytes(limits)}`, join(INSIDE.runtimeDir, basename(runtimeFile))],
];
