import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Launcher } from "../launcher";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";
import { detectResourceGroups } from "../resources/detect-resource-groups";
import { slotId } from "../slots/sweep-slots";
import { bubblewrapLauncher } from "./bubblewrap-launcher";
import { findProgram } from "./find-program";
import { syscallTable } from "./seccomp-tables";

const run = promisify(execFile);

export type BubblewrapDetection =
  | { readonly launcher: Launcher; readonly notices: readonly string[] }
  | { readonly launcher: undefined; readonly reason: string };

export type DetectBubblewrapOptions = { readonly dir: string; readonly nodeFile: string; readonly uidBase: number };

/** A bubblewrap launcher that has proven that it can start Node here; else the reason and its remedy. */
export async function detectBubblewrap(options: DetectBubblewrapOptions): Promise<BubblewrapDetection> {
  if (process.platform !== "linux") return { launcher: undefined, reason: "bubblewrap needs Linux" };
  if (syscallTable(process.arch) === undefined) {
    return { launcher: undefined, reason: `no system call filter is available for ${process.arch}` };
  }
  const bwrap = findProgram("bwrap");
  if (bwrap === undefined) return { launcher: undefined, reason: "bwrap is not installed (apt install bubblewrap)" };
  for (const program of ["prlimit", "setpriv"]) {
    if (findProgram(program) === undefined) {
      return { launcher: undefined, reason: `${program} is not installed (apt install util-linux)` };
    }
  }

  const { groups, notice } = await detectResourceGroups();
  const notices = notice === undefined ? [] : [notice];
  const help = (await run(bwrap, ["--help"])).stdout;
  const candidates = help.includes("--disable-userns") ? [true, false] : [false];
  let problem = "";
  for (const disableUserns of candidates) {
    const launcher = await bubblewrapLauncher({ ...options, bwrap, groups, features: { disableUserns } });
    problem = await probe(launcher, options.dir);
    if (problem === "") return { launcher, notices };
  }
  return {
    launcher: undefined,
    reason: `bwrap can't create a sandbox on this host: ${problem} (inside a container, allow user namespaces and an unmasked /proc)`,
  };
}

const PROBE = `process.stdout.write("ok")`;

/** Starts one sandbox; empty when it ran, else what it said. */
async function probe(launcher: Launcher, dir: string): Promise<string> {
  const runtimeFile = join(dir, "probe", "probe.cjs");
  await mkdir(dirname(runtimeFile), { recursive: true, mode: 0o755 });
  await writeFile(runtimeFile, PROBE, { mode: 0o644 });
  const slot = await launcher.openSlot(slotId(process.pid, 0));
  const sandbox = await launcher.launch({ slot, runtimeFile, limits: DEFAULT_SANDBOX_LIMITS });
  const [out, err] = await Promise.all([sandbox.stdout.toArray(), sandbox.stderr.toArray(), sandbox.exited]);
  await sandbox.removed;
  if (Buffer.concat(out).toString() === "ok") return "";
  return Buffer.concat(err).toString().trim().split("\n").at(-1) || "it exited without output";
}
