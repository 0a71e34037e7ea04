import type { Socket } from "node:net";

const OWN = /^(localhost|::1|127\..*)$/;

/** True for names and addresses of the sandbox itself. */
export const isLoopback = (host: string): boolean => OWN.test(host);

/**
 * Lets a refused connection to the sandbox's own loopback say what an author who means the host's must know. Node's own
 * error for `localhost` has no message at all where two addresses were tried.
 */
export function explainOwnLoopback(socket: Socket, port: number): void {
  const destroy = socket._destroy;
  socket._destroy = (error, callback) => {
    if (error && "code" in error && error.code === "ECONNREFUSED") {
      error.message =
        `connect ECONNREFUSED localhost:${port}: nothing in the sandbox listens there, and its localhost is not the ` +
        "host's. Reach a service of the host by the host's name or address, once the allow-list of the code location " +
        "and the operator's EGRESS_PRIVATE_RANGES contain it";
    }
    destroy.call(socket, error, callback);
  };
}
