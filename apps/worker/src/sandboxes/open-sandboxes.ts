import { join } from "node:path";
import { DEFAULTS } from "@millrace/core";
import { addressRanges, detectLauncher, listenBroker, sandboxPool, sweepSlots } from "@millrace/sandbox";
import type { RunSandboxes } from "@millrace/services/worker";
import type { Logger, Metrics } from "@millrace/telemetry";
import type { Env } from "../env";
import { placeRuntime } from "./place-runtime";
import { limitsOf, runSandboxes } from "./run-sandboxes";

const WARM_STALE_MS = 3_600_000;

type Deps = { readonly log: Logger; readonly metrics: Metrics; report(error: unknown): void };

/** The strongest sandboxes that this host allows, some of them warm. What an earlier worker left is swept first. */
export async function openSandboxes(
  env: Env,
  { log, metrics, report }: Deps,
): Promise<{ readonly sandboxes: RunSandboxes; close(): Promise<void> }> {
  await sweepSlots(join(env.WORKER_DATA_DIR, "slots"));
  const { launcher, notices } = await detectLauncher({
    dir: env.WORKER_DATA_DIR,
    nodeFile: process.execPath,
    uidBase: env.SANDBOX_UID_BASE,
    production: env.NODE_ENV === "production",
    allowProcessInProduction: env.SANDBOX_ALLOW_PROCESS,
    prefer: env.SANDBOX_LAUNCHER === "auto" ? undefined : env.SANDBOX_LAUNCHER,
  });
  for (const notice of notices) log.warn({ launcher: launcher.name, notice }, "sandbox isolation is limited");

  const pool = sandboxPool({
    launcher,
    runtimeFile: await placeRuntime({
      builtDir: env.RUNTIME_DIR,
      dir: env.WORKER_DATA_DIR,
      nodeFile: process.execPath,
    }),
    limits: limitsOf(DEFAULTS.sandbox),
    size: env.WORKER_WARM_SANDBOXES,
    staleAfterMs: WARM_STALE_MS,
    openBroker: (slot) => listenBroker(slot, { onError: report }),
    onError: report,
  });
  metrics.gauge("sandboxes_warm", "Idle warm sandboxes", [], (gauge) => gauge.set(pool.waiting));
  const takeSeconds = metrics.duration("sandbox_take_seconds", "Time to acquire a sandbox", ["warm"]);
  const sandboxes = runSandboxes({
    launcher,
    pool,
    operatorAllows: addressRanges(env.EGRESS_PRIVATE_RANGES),
    onTaken: (warm, ms) => takeSeconds.observe({ warm: String(warm) }, ms / 1_000),
  });
  return { sandboxes, close: pool.close };
}
