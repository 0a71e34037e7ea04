import { chmod, chown } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import type { Slot } from "../slots/slot";
import { serveConnection } from "./serve-connection";
import type { BrokerSession } from "./session";

export type Broker = {
  /** Opens the broker for one assignment; it serves nothing before. */
  open(session: BrokerSession): void;
  /** Ends every connection and serves nothing more. */
  close(): Promise<void>;
};

export type BrokerOptions = {
  /** An error that is not the sandbox's own fault. */
  onError(error: unknown): void;
};

/** Concurrent connections of one sandbox: streams of values and tunnels. */
const CONNECTIONS_MAX = 512;

/** Listens on the slot's socket, to which only the sandbox of the slot has a way. */
export async function listenBroker(slot: Slot, options: BrokerOptions): Promise<Broker> {
  let session: BrokerSession | undefined;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A client that goes away takes its streams with it. No one is left to notify.
    socket.on("error", () => socket.destroy());
    serveConnection(socket, () => session).catch((error) => {
      socket.destroy();
      options.onError(error);
    });
  });
  server.maxConnections = CONNECTIONS_MAX;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(slot.brokerSocket, resolve);
  });
  await chmod(slot.brokerSocket, 0o600);
  if (slot.uid !== undefined) await chown(slot.brokerSocket, slot.uid, slot.uid);

  return {
    open(next) {
      session = next;
    },
    async close() {
      session = undefined;
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
