import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { SandboxBackend } from "../backend";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";
import { detectResourceGroups } from "../resources/detect-resource-groups";
import { imageProblem } from "../scratch/image";
import { type BubblewrapOptions, bubblewrapBackend } from "./bubblewrap-backend";
import { findProgram } from "./find-program";
import { syscallTable } from "./seccomp-tables";

const run = promisify(execFile);

export type BubblewrapDetection =
  | { readonly backend: SandboxBackend; readonly notices: readonly string[] }
  | { readonly backend: undefined; readonly reason: string };

export type DetectBubblewrapOptions = Pick<
  BubblewrapOptions,
  "dir" | "nodeFile" | "runtimeFile" | "uidBase" | "onError"
>;

/** Returns a bubblewrap backend that has proven that it can start Node here; else the reason and its remedy. */
export async function detectBubblewrap(options: DetectBubblewrapOptions): Promise<BubblewrapDetection> {
  if (process.platform !== "linux") return { backend: undefined, reason: "bubblewrap needs Linux" };
  if (syscallTable(process.arch) === undefined) {
    return { backend: undefined, reason: `no system call filter is available for ${process.arch}` };
  }
  const bwrap = findProgram("bwrap");
  if (bwrap === undefined) return { backend: undefined, reason: "bwrap is not installed (apt install bubblewrap)" };
  for (const program of ["prlimit", "setpriv"]) {
    if (findProgram(program) === undefined) {
      return { backend: undefined, reason: `${program} is not installed (apt install util-linux)` };
    }
  }

  const { groups, notice } = await detectResourceGroups(options.onError);
  const noImages = await imageProblem(options.dir);
  const notices = [notice, noImages === undefined ? undefined : scratchNotice(noImages)].filter(
    (it) => it !== undefined,
  );
  const help = (await run(bwrap, ["--help"])).stdout;
  const candidates = help.includes("--disable-userns") ? [true, false] : [false];
  let problem = "";
  for (const disableUserns of candidates) {
    const own = { bwrap, groups, canMountImages: noImages === undefined, features: { disableUserns } };
    problem = await probe(await bubblewrapBackend({ ...options, ...own, runtimeFile: await probeFile(options.dir) }));
    if (problem === "") return { backend: await bubblewrapBackend({ ...options, ...own }), notices };
  }
  return {
    backend: undefined,
    reason: `bwrap can't create a sandbox on this host: ${problem} (inside a container, allow user namespaces and an unmasked /proc)`,
  };
}

const scratchNotice = (why: string): string =>
  `Scratch space can't have a separate file system (${why}): its folder is measured every second or two, so a run can fill the disk in between. Run the worker as root with loop devices, or give WORKER_DATA_DIR a separate disk.`;

const PROBE = `process.stdout.write("ok")`;

async function probeFile(dir: string): Promise<string> {
  const runtimeFile = join(dir, "probe", "probe.cjs");
  await mkdir(dirname(runtimeFile), { recursive: true, mode: 0o755 });
  await writeFile(runtimeFile, PROBE, { mode: 0o644 });
  return runtimeFile;
}

/** Starts one sandbox. Returns an empty text when it ran, else what it said. */
async function probe(backend: SandboxBackend): Promise<string> {
  const sandbox = await backend.start(DEFAULT_SANDBOX_LIMITS);
  const [out, err] = await Promise.all([sandbox.stdout.toArray(), sandbox.stderr.toArray(), sandbox.exited]);
  await sandbox.removed;
  if (Buffer.concat(out).toString() === "ok") return "";
  return Buffer.concat(err).toString().trim().split("\n").at(-1) || "it exited without output";
}
