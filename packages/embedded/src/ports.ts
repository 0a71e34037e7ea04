import { createServer } from "node:net";

/** Whether something could listen on `port` of the loopback interface right now. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** A port of the loopback interface that nothing listens on, chosen by the operating system. */
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
 * Starts a server on a free port. Between being chosen and being used, a port may be taken by somebody else: a server
 * that fails while its port is taken is started again on another one.
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
