import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { detectBubblewrap } from "../bubblewrap/detect-bubblewrap";
import type { Launcher, LauncherName } from "../launcher";
import { processLauncher } from "../process/process-launcher";

export type LauncherUnderTest = {
  readonly name: LauncherName;
  /** Undefined where the launcher cannot work; `reason` says why. */
  readonly launcher: Launcher | undefined;
  readonly reason: string | undefined;
  readonly dir: string;
};

const base = { nodeFile: process.execPath, uidBase: 300_000 };

/** The launchers of the package that are asked for, each with a directory of its own. */
export const launchersUnderTest = (names: readonly LauncherName[]): Promise<LauncherUnderTest[]> =>
  Promise.all(names.map(async (name) => ({ name, ...(await open(name)) })));

async function open(name: LauncherName): Promise<Omit<LauncherUnderTest, "name">> {
  const dir = await mkdtemp(join(tmpdir(), "mr-"));
  if (name === "process") {
    const launcher = await processLauncher({ ...base, dir, production: false, allowInProduction: false });
    return { launcher, reason: undefined, dir };
  }
  const found = await detectBubblewrap({ ...base, dir });
  return found.launcher === undefined
    ? { launcher: undefined, reason: found.reason, dir }
    : { launcher: found.launcher, reason: undefined, dir };
}
