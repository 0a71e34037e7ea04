import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LocalError } from "@millrace/embedded";
import { banner } from "./demo/banner";
import { ensureDemo } from "./demo/demo";
import { openHome } from "./home";
import { build } from "./stack/build";
import { lockHome } from "./stack/home-lock";
import { requireFreePort, startStack } from "./stack/stack";

const root = join(fileURLToPath(import.meta.url), "../../../..");
const say = (line: string) => process.stderr.write(`  ${line}\n`);

/** `npm start` and `npm run dev`: everything of Millrace on this machine, until Ctrl-C. */
async function main(watch: boolean): Promise<number> {
  const interruption = new AbortController();
  // Further signals are ignored: npm forwards a signal that the terminal has already sent, and stopping has its own
  // time limit.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interruption.abort());
  const interrupted = new Promise<void>((resolve) => {
    interruption.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const home = openHome(root);
  const webPort = portFrom(process.env.PORT);
  // Before the build, which takes minutes the first time.
  await lockHome(home.dir, `http://localhost:${webPort}`);
  await requireFreePort(webPort);
  await build(root, { watch, say, signal: interruption.signal });
  const stack = await startStack({ root, home, webPort, watch, say, signal: interruption.signal });
  try {
    const work = ensureDemo(stack, { root, home, say, signal: interruption.signal }).then((demo) =>
      process.stdout.write(banner(stack.url, demo)),
    );
    await Promise.race([work, interrupted]);
    await interrupted;
    say("stopping …");
    return 0;
  } finally {
    await stack.stop();
  }
}

function portFrom(text = "3000"): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new LocalError(`PORT=${text} isn't a valid port. Use a number from 1 to 65535.`);
  return port;
}

try {
  process.exitCode = await main(process.argv.includes("--dev"));
} catch (error) {
  process.stderr.write(
    error instanceof LocalError ? `millrace: ${error.message}\n` : `${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 1;
}
