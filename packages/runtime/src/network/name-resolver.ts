import dns, { type LookupAddress } from "node:dns";
import { isIP } from "node:net";

/** Placeholder addresses for names that only the broker can resolve. */
export type NameAddresses = { nameOf(host: string): string };

type Callback = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Makes `dns.lookup` return an address of the benchmarking range 198.18.0.0/15 for each name; connecting to such an
 * address connects to the name. Libraries that resolve before they connect therefore work without a resolver in the
 * sandbox.
 */
export function createNameResolver(): NameAddresses {
  const byName = new Map<string, string>();
  const byAddress = new Map<string, string>();
  const addressOf = (name: string): string => {
    let address = byName.get(name);
    if (address === undefined) {
      const n = byName.size + 1;
      address = `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
      byName.set(name, address);
      byAddress.set(address, name);
    }
    return address;
  };

  const nativeLookup = dns.lookup as unknown as (name: string, options: object, callback: Callback) => void;
  const lookup = (name: string, given: unknown, callback?: Callback): void => {
    const done = (typeof given === "function" ? given : callback) as Callback;
    const options =
      typeof given === "object" && given !== null ? given : typeof given === "number" ? { family: given } : {};
    if (!name || isIP(name) || name === "localhost") {
      nativeLookup(name, options, done);
      return;
    }
    const address = addressOf(name);
    process.nextTick(() =>
      "all" in options && options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4),
    );
  };
  const lookupPromise = (name: string, options: { all?: boolean } = {}): Promise<LookupAddress | LookupAddress[]> =>
    new Promise((resolve, reject) =>
      lookup(name, options, (error, address, family) => {
        if (error) reject(error);
        else resolve(Array.isArray(address) ? address : { address, family: family ?? 4 });
      }),
    );
  dns.lookup = lookup as unknown as typeof dns.lookup;
  dns.promises.lookup = lookupPromise as unknown as typeof dns.promises.lookup;
  return { nameOf: (host) => byAddress.get(host) ?? host };
}
