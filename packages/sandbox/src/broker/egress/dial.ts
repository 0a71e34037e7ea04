import { lookup } from "node:dns/promises";
import { connect, isIP, type Socket } from "node:net";
import { DomainError } from "@millrace/core";
import { isPublicAddress } from "@millrace/core/public-address";
import type { AddressRule } from "./addresses";
import { parseAllowList } from "./allow-list";

/** Opens a connection for the sandbox, or refuses with a DomainError. */
export type Dial = (host: string, port: number) => Promise<Socket>;

export type EgressOptions = {
  /** The location's allowlist; empty denies everything. */
  readonly allow: readonly string[];
  /** Addresses beyond the public internet that the operator lets locations reach, if their allowlist names them. */
  readonly operatorAllows: AddressRule;
  /** For the operator's log: the addresses behind a rejected host, which tenants don't see. */
  readonly onPrivate?: ((host: string, addresses: readonly string[]) => void) | undefined;
};

const CONNECT_TIMEOUT_MS = 10_000;

/** Connects only to what the allowlist names, and only to the address that was checked: the name is resolved once. */
export function egress(options: EgressOptions): Dial {
  const isListed = parseAllowList(options.allow);
  const mayReach = (address: string) => isPublicAddress(address) || options.operatorAllows(address);
  return async (host, port) => {
    if (!isListed(host, port)) {
      throw refused(
        "egress_denied",
        `${host}:${port} isn't on the code location's network allowlist. An admin can add it on the code location page.`,
      );
    }
    const addresses = await resolve(host);
    const reachable = addresses.filter(mayReach);
    if (reachable.length === 0) {
      options.onPrivate?.(host, addresses);
      throw refused(
        "egress_private",
        `${host} isn't on the public internet. The platform operator can allow its range with EGRESS_PRIVATE_RANGES.`,
      );
    }
    return connectFirst(reachable, host, port);
  };
}

async function resolve(host: string): Promise<string[]> {
  if (isIP(host) !== 0) return [host];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw refused("dns_failed", `Couldn't resolve ${host}`, { cause });
  }
}

async function connectFirst(addresses: readonly string[], host: string, port: number): Promise<Socket> {
  const problems: string[] = [];
  for (const address of addresses) {
    try {
      return await connectTo(address, port);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw refused("connect_failed", `Couldn't connect to ${host}:${port}: ${problems.join("; ")}`);
}

function connectTo(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, allowHalfOpen: true });
    const fail = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => fail(new Error(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`)));
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.setTimeout(0);
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

const refused = (code: string, message: string, options?: ErrorOptions) =>
  new DomainError("forbidden", code, message, options);
