import { startApp } from "@millrace/telemetry";
import { startDaemon } from "./composition";
import { readEnv } from "./env";

await startApp({ name: "daemon", readEnv, compose: startDaemon, stopMsMax: () => 60_000 });
