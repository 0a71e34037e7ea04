import type { Socket } from "node:net";

/** The private parts of a socket in Node that are needed to change the owner of its handle. */
type Handle = { reading: boolean; readStop(): void } & Record<symbol, unknown>;
type WithHandle = { _handle: Handle | null; connecting: boolean };

/**
 * Hands an established connection over to a socket that waits for one. The socket then reads and writes it, and emits
 * its connect events. Data the connection has already received is read first.
 */
export function adoptConnection(socket: Socket, established: Socket): void {
  if (socket.destroyed) {
    established.destroy();
    return;
  }
  const received = established.read() as Buffer | null;
  const from = established as unknown as WithHandle;
  const to = socket as unknown as WithHandle;
  const handle = from._handle;
  if (!handle) {
    socket.destroy(new Error("the broker closed the connection"));
    return;
  }
  handle.readStop();
  handle.reading = false;
  from._handle = null;
  established.removeAllListeners();
  established.on("error", () => {});
  established.destroy();

  const owner = Object.getOwnPropertySymbols(handle).find((symbol) => symbol.description === "owner_symbol");
  if (!owner) throw new Error("unsupported Node.js version: the runtime can't access its sockets");
  handle[owner] = socket;
  to._handle = handle;
  to.connecting = false;
  if (received) socket.push(received);
  socket.emit("connect");
  socket.emit("ready");
  if (!socket.isPaused()) socket.read(0);
}
