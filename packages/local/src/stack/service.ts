import type { ChildProcess } from "node:child_process";
import { type Child, type Exit, exitOf, stopChild } from "./child";
import { untilReady } from "./until-ready";

const READY_TIMEOUT_MS = 120_000;

/** A program that a supervisor keeps running. */
export type Service = {
  readonly name: string;
  /** File with the output of its processes, if any. */
  readonly logFile?: string;
  /** Starts a process. Rejects if that fails. */
  start(): Promise<ServiceProcess>;
};

/** One process of a service. */
export type ServiceProcess = {
  readonly pid: number | undefined;
  readonly exit: Promise<Exit>;
  /** Resolves when the process can do its work. Rejects if that takes too long, or if `signal` aborts. */
  ready(signal: AbortSignal): Promise<void>;
  /** Stops the process. Also removes what an exited process left running. */
  stop(): Promise<void>;
};

/** Returns an app as a service. `url` responds once it can do its work. */
export const appService = (name: string, url: string, logFile: string, start: () => Child): Service => ({
  name,
  logFile,
  async start() {
    const child = start();
    return {
      pid: child.process.pid,
      exit: child.exit,
      ready: (signal) => untilReady(name, url, READY_TIMEOUT_MS, signal),
      stop: () => stopChild(child),
    };
  },
});

/** A database server started by this process. It is ready once it has started. */
export type Server = { readonly process: ChildProcess; stop(): Promise<void> };

/** Returns a running database server as a service. `restart` starts it again on the same URL. */
export function serverService(name: string, running: Server, restart: () => Promise<Server>): Service {
  let first: Server | undefined = running;
  return {
    name,
    async start() {
      const server = first ?? (await restart());
      first = undefined;
      return {
        pid: server.process.pid,
        exit: exitOf(server.process),
        ready: async () => undefined,
        stop: () => server.stop(),
      };
    },
  };
}
