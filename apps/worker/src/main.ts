import { setPriority } from "node:os";
import { startApp } from "@millrace/telemetry";
import { startWorker } from "./composition";
import { readEnv } from "./env";

/** On a machine that they share, the dashboard and the daemon come before the worker, and the worker before sandboxes. */
const NICE = 3;

process.umask(0o022);
setPriority(NICE);
await startApp({
  name: "worker",
  readEnv,
  compose: startWorker,
  stopMsMax: (env) => (env.WORKER_DRAIN_SECONDS + 120) * 1_000,
});
