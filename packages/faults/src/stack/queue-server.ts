import { once } from "node:events";
import { type RedisServer, startRedis } from "@millrace/embedded";
import { Redis } from "ioredis";

/** A Redis of the stack's own, without persistence: what it loses is gone. */
export type QueueServer = {
  readonly url: string;
  flush(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port; does nothing while it runs. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Starts Redis. */
export async function openQueueServer(): Promise<QueueServer> {
  let server: RedisServer = await startRedis();
  const { url } = server;
  const { port, password } = new URL(url);
  const isRunning = () => server.process.exitCode === null && server.process.signalCode === null;
  return {
    url,
    async flush() {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    async kill() {
      if (!isRunning()) return;
      const exited = once(server.process, "exit");
      server.process.kill("SIGKILL");
      await exited;
    },
    async start() {
      if (!isRunning()) server = await startRedis({ port: Number(port), password });
    },
    close: () => server.stop(),
  };
}
