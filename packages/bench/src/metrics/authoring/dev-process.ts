import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ROOT } from "../../platform/open-platform";

type DevEvent = { readonly type: string; readonly deployment?: string; readonly message?: string };

/** A running `millrace dev --json`. */
type DevProcess = {
  /** Returns the next event of this type. */
  next(type: "reloaded" | "live"): Promise<DevEvent>;
  stop(): Promise<void>;
};

export function startDev(dir: string, args: readonly string[], env: Readonly<Record<string, string>>): DevProcess {
  const program = join(ROOT, "packages/cli/dist/millrace.mjs");
  const child = spawn(process.execPath, [program, "dev", "--json", ...args], {
    cwd: dir,
    env: { PATH: process.env.PATH ?? "", HOME: dir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const events = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next(type) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`millrace dev ended:\n${output}`);
        const event = JSON.parse(value) as DevEvent;
        if (event.type === type) return event;
        if (event.type === "rejected") throw new Error(`millrace dev rejected the project: ${event.message}`);
      }
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}
