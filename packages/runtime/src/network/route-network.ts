import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import tls from "node:tls";
import { ask, BrokerError } from "../sandbox/broker-client";
import { adoptConnection } from "./adopt-connection";
import { type ConnectTarget, connectTarget } from "./connect-target";
import { createNameResolver } from "./name-resolver";
import { explainOwnLoopback, isLoopback } from "./own-loopback";

/**
 * Routes this process's TCP connections through the broker, which checks the allowlist, resolves names, and connects.
 * Sockets, TLS, HTTP, and `fetch` work as usual. Unix sockets and the sandbox's own loopback stay direct.
 */
export function routeNetwork(brokerSocket: string): void {
  const names = createNameResolver();
  const nativeConnect = net.Socket.prototype.connect as (...args: unknown[]) => net.Socket;

  net.Socket.prototype.connect = function connect(this: net.Socket, ...args: unknown[]): net.Socket {
    const target = connectTarget(args);
    if (target && isLoopback(target.host)) explainOwnLoopback(this, target.port);
    if (!target || isLoopback(target.host)) return nativeConnect.apply(this, args);
    if (target.onConnect) this.once("connect", target.onConnect);
    tunnel(this, brokerSocket, { ...target, host: names.nameOf(target.host) });
    return this;
  } as typeof net.Socket.prototype.connect;

  const nativeTls = tls.connect as (...args: unknown[]) => tls.TLSSocket;
  tls.connect = function connect(...args: unknown[]): tls.TLSSocket {
    const target = connectTarget(args);
    const options = {
      ...(args.find((arg) => typeof arg === "object" && arg !== null) as tls.ConnectionOptions | undefined),
    };
    if (!target || options.socket || isLoopback(target.host)) return nativeTls(...args);
    const socket = net.connect({ host: target.host, port: target.port });
    const host = names.nameOf(options.host ?? target.host);
    return nativeTls(
      { ...options, host, port: target.port, socket, servername: options.servername ?? sniName(host) },
      target.onConnect,
    );
  } as typeof tls.connect;

  syncBuiltinESMExports();
}

function tunnel(socket: net.Socket, brokerSocket: string, { host, port }: ConnectTarget): void {
  Object.assign(socket, { connecting: true });
  ask(brokerSocket, { op: "connect", host, port }).then(
    ({ socket: inner }) => adoptConnection(socket, inner),
    (error: unknown) => socket.destroy(connectError(host, port, error)),
  );
}

/** Error codes that Node's clients recognize, by the broker's code. Any other code is a refused connection. */
const CODES: Readonly<Record<string, string>> = { dns_failed: "ENOTFOUND", connect_failed: "ECONNREFUSED" };

/** Returns the broker's error as Node's. Its message already names the host, the port, and the fix. */
function connectError(host: string, port: number, error: unknown): Error {
  const details = { syscall: "connect", address: host, port };
  if (error instanceof BrokerError) {
    return Object.assign(new Error(error.message), details, {
      code: CODES[error.code] ?? "EACCES",
      reason: error.code,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return Object.assign(new Error(`connect ${host}:${port}: ${message}`, { cause: error }), details, {
    code: "ECONNREFUSED",
  });
}

/** Server name indication accepts names, not addresses. */
const sniName = (host: string): string => (net.isIP(host) ? "" : host);
