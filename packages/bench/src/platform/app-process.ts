import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@millrace/embedded";
import { type Child, startChild, stopChild, untilReady } from "@millrace/local";

const READY_MS = 30_000;

/** An app, built for production, in its own process. */
export type AppProcess = {
  readonly url: string;
  /** Returns a value of its Prometheus metrics, or 0 if it is missing. */
  metric(name: string, labels?: Readonly<Record<string, string>>): Promise<number>;
  /** Returns its peak memory, or NaN without `/proc`. */
  peakBytes(): Promise<number>;
  stop(): Promise<void>;
};

export async function startApp(
  name: "web" | "daemon" | "worker",
  options: { root: string; dir: string; env: Record<string, string> },
): Promise<AppProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: Child = startChild({
    name,
    args: programOf(name, options.root),
    env: { ...options.env, PORT: String(port), ...(name === "web" ? { MILLRACE_URL: url } : {}) },
    cwd: options.dir,
    logFile: join(options.dir, `${name}.log`),
    echo: false,
  });
  try {
    await untilReady(name, `${url}/readyz`, READY_MS);
  } catch (error) {
    const output = child.lastLines().join("\n");
    await stopChild(child);
    throw new Error(`${(error as Error).message}: ${output}`, { cause: error });
  }
  return {
    url,
    async metric(name, labels = {}) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      const line = text
        .split("\n")
        .find((it) => it.startsWith(`millrace_${name}{`) && pairs.every((label) => it.includes(label)));
      return line === undefined ? 0 : Number(line.slice(line.lastIndexOf(" ") + 1));
    },
    async peakBytes() {
      if (process.platform !== "linux") return Number.NaN;
      const status = await readFile(`/proc/${child.process.pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
    },
    stop: () => stopChild(child),
  };
}

function programOf(name: "web" | "daemon" | "worker", root: string): string[] {
  if (name === "web") {
    return [join(root, "node_modules/next/dist/bin/next"), "start", join(root, "apps/web"), "--hostname", "127.0.0.1"];
  }
  return ["--enable-source-maps", join(root, `apps/${name}/dist/main.mjs`)];
}
