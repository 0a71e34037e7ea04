import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxBackend, SandboxBackendName } from "../backend";
import { detectBubblewrap } from "../bubblewrap/detect-bubblewrap";
import { processBackend } from "../process/process-backend";
import { FIXTURE_RUNTIME } from "./run-code";

export type BackendUnderTest = {
  readonly name: SandboxBackendName;
  /** Undefined where the backend can't work; `reason` says why. */
  readonly backend: SandboxBackend | undefined;
  readonly reason: string | undefined;
  readonly dir: string;
  /** What the backend reported. */
  readonly errors: unknown[];
};

/** Opens the named backends of the package, each with a separate folder. */
export const backendsUnderTest = (names: readonly SandboxBackendName[]): Promise<BackendUnderTest[]> =>
  Promise.all(names.map(async (name) => ({ name, ...(await open(name)) })));

async function open(name: SandboxBackendName): Promise<Omit<BackendUnderTest, "name">> {
  const dir = await mkdtemp(join(tmpdir(), "mr-"));
  const errors: unknown[] = [];
  const base = {
    dir,
    nodeFile: process.execPath,
    runtimeFile: FIXTURE_RUNTIME,
    uidBase: 300_000,
    onError: (error: unknown) => void errors.push(error),
  };
  if (name === "process") {
    const backend = await processBackend({ ...base, production: false, allowInProduction: false });
    return { backend, reason: undefined, dir, errors };
  }
  const found = await detectBubblewrap(base);
  return found.backend === undefined
    ? { backend: undefined, reason: found.reason, dir, errors }
    : { backend: found.backend, reason: undefined, dir, errors };
}
