import { once } from "node:events";
import { join } from "node:path";
import { type AppName, apps, type Child, exitReason, startChild, stopChild, untilReady } from "@millrace/local";

/** How soon an app that ended is started again. */
const RESTART_MS = 500;
const READY_MS = 60_000;

/** The end of an app's process. */
export type Death = {
  readonly pid: number;
  /** The signal or the exit code. */
  readonly how: string;
  /** What it printed last, if that says why. */
  readonly why: string;
  /** Whether the fault ended it, rather than a defect. */
  readonly isExpected: boolean;
};

/** An app, built as for production, in a separate process that is restarted whenever it ends. */
export type RestartedApp = {
  readonly name: string;
  readonly url: string;
  /** Of the process that runs now, or ran last. */
  readonly pid: number;
  /** Oldest first. */
  readonly deaths: readonly Death[];
  readonly logFile: string;
  /** Sends a signal that ends the process, and waits for its end. It starts again. */
  kill(signal?: "SIGKILL" | "SIGTERM"): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it and keeps it from starting again until `start`. */
  stop(signal?: "SIGKILL" | "SIGTERM"): Promise<void>;
  /** Starts it, with further arguments for Node and settings until the next `start`. */
  start(extra?: { readonly args?: readonly string[]; readonly env?: Readonly<Record<string, string>> }): void;
  /** Resolves when it answers that it can do its work; rejects after a minute. */
  ready(): Promise<void>;
};

export type AppOptions = {
  /** Unique in the stack: `worker-1`. */
  readonly name: string;
  readonly app: AppName;
  readonly root: string;
  readonly logs: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
};

/** Starts an app under a restarter that remembers each end of its process. */
export function restartedApp({ name, app, root, logs, port, env }: AppOptions): RestartedApp {
  const program = apps(root).find((each) => each.name === app);
  if (program === undefined) throw new Error(`No app named ${app}`);
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(logs, `${name}.log`);
  const deaths: Death[] = [];
  let child: Child;
  let isWanted = false;
  let isExpected = false;
  let extra: Parameters<RestartedApp["start"]>[0];
  let restart: NodeJS.Timeout | undefined;

  const spawn = (): void => {
    const started = startChild({
      name,
      args: [...(extra?.args ?? []), ...program.built],
      env: { ...env, ...extra?.env, [program.healthPort]: String(port) },
      cwd: join(root, "apps", app),
      logFile,
      echo: false,
    });
    child = started;
    started.process.once("exit", (code, signal) => {
      started.log.end();
      deaths.push({
        pid: started.process.pid ?? 0,
        how: signal ?? `exit code ${code}`,
        why: exitReason(started.lastLines()),
        isExpected,
      });
      isExpected = false;
      if (isWanted) restart = setTimeout(spawn, RESTART_MS);
    });
  };
  const isAlive = () => child.process.exitCode === null && child.process.signalCode === null;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (!isAlive()) return;
    isExpected = true;
    const exited = once(child.process, "exit");
    if (signal === "SIGKILL") child.process.kill(signal);
    else await stopChild(child);
    await exited;
  };

  const self: RestartedApp = {
    name,
    url,
    logFile,
    deaths,
    get pid() {
      return child.process.pid ?? 0;
    },
    kill: (signal = "SIGKILL") => end(signal),
    freeze: () => void child.process.kill("SIGSTOP"),
    thaw: () => void child.process.kill("SIGCONT"),
    async stop(signal = "SIGTERM") {
      isWanted = false;
      clearTimeout(restart);
      if (isAlive()) child.process.kill("SIGCONT");
      await end(signal);
    },
    start(settings) {
      extra = settings;
      if (isWanted) return;
      isWanted = true;
      spawn();
    },
    ready: () => untilReady(name, `${url}/readyz`, READY_MS),
  };
  self.start();
  return self;
}
