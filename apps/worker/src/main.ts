import { startApp } from "@millrace/telemetry";
import { startWorker } from "./composition";
import { readEnv } from "./env";

process.umask(0o022);
await startApp({
  name: "worker",
  readEnv,
  compose: startWorker,
  stopMsMax: (env) => (env.WORKER_DRAIN_SECONDS + 120) * 1_000,
});
