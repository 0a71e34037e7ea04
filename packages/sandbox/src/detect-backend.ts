import type { SandboxBackend, SandboxBackendName } from "./backend";
import { detectBubblewrap } from "./bubblewrap/detect-bubblewrap";
import { processBackend } from "./process/process-backend";

export type DetectOptions = {
  /** Where slots live; on the file system of the bundle cache. */
  readonly dir: string;
  readonly nodeFile: string;
  /** Host path of the program that runs inside. All of its folder is seen there: nothing else can be in it. */
  readonly runtimeFile: string;
  readonly uidBase: number;
  readonly production: boolean;
  readonly allowProcessInProduction: boolean;
  /** Insist on one backend; absent = the strongest that works. */
  readonly prefer?: SandboxBackendName | undefined;
  /** Called for what concerns no single run, such as a folder that can't be removed. */
  readonly onError: (error: unknown) => void;
};

export type Detection = {
  readonly backend: SandboxBackend;
  /** What an operator should know about the isolation that this host allows, one sentence each. */
  readonly notices: readonly string[];
};

/** Finds out by trying which backend works here. Never falls back to no isolation in production unless allowed. */
export async function detectBackend(options: DetectOptions): Promise<Detection> {
  const processOptions = { ...options, allowInProduction: options.allowProcessInProduction };
  if (options.prefer === "process") {
    return { backend: await processBackend(processOptions), notices: [NOT_ISOLATED] };
  }
  const bubblewrap = await detectBubblewrap(options);
  if (bubblewrap.backend !== undefined) return bubblewrap;
  if (options.prefer === "bubblewrap")
    throw new Error(`SANDBOX_LAUNCHER=bubblewrap isn't available: ${bubblewrap.reason}.`);
  return {
    backend: await processBackend(processOptions),
    notices: [`${NOT_ISOLATED} bubblewrap is not used because ${bubblewrap.reason}.`],
  };
}

const NOT_ISOLATED = "Code runs in plain processes without isolation. Push only code you trust.";
