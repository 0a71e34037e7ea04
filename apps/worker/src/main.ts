import { startWorker } from "./composition";
import { readEnv } from "./env";

process.umask(0o022);
try {
  const worker = await startWorker(readEnv(process.env));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void worker.stop().then(() => process.exit(0)));
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
