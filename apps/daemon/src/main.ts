import { startDaemon } from "./composition";
import { readEnv } from "./env";

const daemon = await startDaemon(readEnv(process.env));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void daemon.stop().then(() => process.exit(0)));
}
