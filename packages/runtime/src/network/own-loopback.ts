import type { Socket } from "node:net";

const OWN = /^(localhost|::1|127\..*)$/;

/** Returns true for names and addresses of the sandbox itself. */
export const isLoopback = (host: string): boolean => OWN.test(host);

/**
 * Adds an explanation to the error of a refused connection to the sandbox's own loopback, for authors who expect the
 * host's. For `localhost`, Node's own error has no message if it tried two addresses.
 */
export function explainOwnLoopback(socket: Socket, port: number): void {
  const destroy = socket._destroy;
  socket._destroy = (error, callback) => {
    if (error && "code" in error && error.code === "ECONNREFUSED") {
      error.message =
        `connect ECONNREFUSED localhost:${port}: nothing is listening on that port in the sandbox, whose localhost is separate from the ` +
        "host's. Connect by host name or address, after adding it to the code location's network allowlist " +
        "and the operator's EGRESS_PRIVATE_RANGES";
    }
    destroy.call(socket, error, callback);
  };
}
