import { createServer } from "node:net";

/** Returns true if `port` of the loopback interface is free. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** Returns a free port of the loopback interface, chosen by the operating system. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

const PORTS_TRIED_MAX = 5;

/**
 * Starts a server on a free port. Another process can take the port before the server uses it: a server that fails
 * while its port is taken is started again on another one.
 */
export async function onFreePort<Server>(start: (port: number) => Promise<Server>): Promise<Server> {
  for (let tried = 1; ; tried++) {
    const port = await freePort();
    try {
      return await start(port);
    } catch (error) {
      if (tried === PORTS_TRIED_MAX || (await isPortFree(port))) throw error;
    }
  }
}
