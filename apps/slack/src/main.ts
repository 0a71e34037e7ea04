import { startSlackService } from "./composition";
import { readEnv } from "./env";

const service = await startSlackService(readEnv(process.env));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void service.stop().then(() => process.exit(0)));
}
