import { detectBubblewrap } from "./bubblewrap/detect-bubblewrap";
import type { Launcher, LauncherName } from "./launcher";
import { processLauncher } from "./process/process-launcher";

export type DetectOptions = {
  /** Where slots live; on the file system of the bundle cache. */
  readonly dir: string;
  readonly nodeFile: string;
  readonly uidBase: number;
  readonly production: boolean;
  readonly allowProcessInProduction: boolean;
  /** Insist on one launcher; absent = the strongest that works. */
  readonly prefer?: LauncherName | undefined;
};

export type Detection = {
  readonly launcher: Launcher;
  /** What an operator should know about the isolation that this host allows, one sentence each. */
  readonly notices: readonly string[];
};

/** Finds out by trying which launcher works here. Never falls back to no isolation in production unless told. */
export async function detectLauncher(options: DetectOptions): Promise<Detection> {
  const processOptions = { ...options, allowInProduction: options.allowProcessInProduction };
  if (options.prefer === "process") {
    return { launcher: await processLauncher(processOptions), notices: [NOT_ISOLATED] };
  }
  const bubblewrap = await detectBubblewrap(options);
  if (bubblewrap.launcher !== undefined) return bubblewrap;
  if (options.prefer === "bubblewrap")
    throw new Error(`SANDBOX_LAUNCHER=bubblewrap isn't available: ${bubblewrap.reason}.`);
  return {
    launcher: await processLauncher(processOptions),
    notices: [`${NOT_ISOLATED} bubblewrap is not used because ${bubblewrap.reason}.`],
  };
}

const NOT_ISOLATED = "Code runs in plain processes without isolation. Push only code you trust.";
