import { startApp } from "@millrace/telemetry";
import { startSlackService } from "./composition";
import { readEnv } from "./env";

await startApp({ name: "slack", readEnv, compose: startSlackService, stopMsMax: () => 60_000 });
