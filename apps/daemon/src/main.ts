import { startDaemon } from "./composition";
import { readEnv } from "./env";

try {
  const daemon = await startDaemon(readEnv(process.env));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void daemon.stop().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
