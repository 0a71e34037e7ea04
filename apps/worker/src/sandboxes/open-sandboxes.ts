import { DEFAULTS } from "@millrace/core";
import { addressRanges, detectBackend, sandboxPool } from "@millrace/sandbox";
import type { RunSandboxes } from "@millrace/services/worker";
import type { Logger, Metrics } from "@millrace/telemetry";
import type { Env } from "../env";
import { placeRuntime } from "./place-runtime";
import { limitsOf, runSandboxes } from "./run-sandboxes";

const WARM_STALE_MS = 3_600_000;

type Deps = { readonly log: Logger; readonly metrics: Metrics; report(error: unknown): void };

/** Opens the strongest sandboxes that this host allows, some of them warm. */
export async function openSandboxes(
  env: Env,
  { log, metrics, report }: Deps,
): Promise<{ readonly sandboxes: RunSandboxes; close(): Promise<void> }> {
  const runtimeFile = await placeRuntime({
    builtDir: env.RUNTIME_DIR,
    dir: env.WORKER_DATA_DIR,
    nodeFile: process.execPath,
  });
  const { backend, notices } = await detectBackend({
    dir: env.WORKER_DATA_DIR,
    nodeFile: process.execPath,
    runtimeFile,
    uidBase: env.SANDBOX_UID_BASE,
    production: env.NODE_ENV === "production",
    allowProcessInProduction: env.SANDBOX_ALLOW_PROCESS,
    prefer: env.SANDBOX_LAUNCHER === "auto" ? undefined : env.SANDBOX_LAUNCHER,
    onError: report,
  });
  for (const notice of notices) log.warn({ backend: backend.name, notice }, "sandbox isolation is limited");

  const pool = sandboxPool({
    backend,
    limits: limitsOf(DEFAULTS.sandbox),
    size: env.WORKER_WARM_SANDBOXES,
    staleAfterMs: WARM_STALE_MS,
    onError: report,
  });
  metrics.gauge("sandboxes_warm", "Idle warm sandboxes", [], (gauge) => gauge.set(pool.waiting));
  const takeSeconds = metrics.duration("sandbox_take_seconds", "Time to acquire a sandbox", ["warm"]);
  const sandboxes = runSandboxes({
    backend: backend.name,
    pool,
    operatorAllows: addressRanges(env.EGRESS_PRIVATE_RANGES),
    onPrivate: (host, addresses) => log.warn({ host, addresses }, "a sandbox can't connect to a private address"),
    onTaken: (warm, ms) => takeSeconds.observe({ warm: String(warm) }, ms / 1_000),
  });
  return { sandboxes, close: pool.close };
}
