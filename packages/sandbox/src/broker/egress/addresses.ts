import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Ranges that are never the public internet: this host, private and link-local networks, metadata services, multicast. */
const NOT_PUBLIC = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
  ...["::/128", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16"],
  ...["fc00::/7", "fe80::/10", "ff00::/8"],
];

export type AddressRule = (address: string) => boolean;

/** Matches the addresses of a list of CIDR ranges. */
export function addressRanges(ranges: readonly string[]): AddressRule {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", bits] = range.split("/");
    const family = isIPv4(network) ? "ipv4" : isIPv6(network) ? "ipv6" : undefined;
    if (family === undefined) throw new Error(`"${range}" isn't an address range such as 10.0.0.0/8`);
    list.addSubnet(network, bits === undefined ? (family === "ipv4" ? 32 : 128) : Number(bits), family);
  }
  return (address) => list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

const isSpecial = addressRanges(NOT_PUBLIC);

/** True for an address of the public internet. IPv4 addresses that are written as IPv6 ones are judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (hasZone(address)) return false;
  const mapped = mappedIpv4(address);
  return mapped === undefined ? !isSpecial(address) : !isSpecial(mapped);
}

/** `::1%lo`, which means something on one link of this host; ranges do not match it. */
const hasZone = (address: string): boolean => address.includes("%");

/** `::ffff:a.b.c.d`, also in its hexadecimal form, or the old `::a.b.c.d`. */
function mappedIpv4(address: string): string | undefined {
  if (!isIPv6(address)) return undefined;
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const match = /^::(?:ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(groups);
  if (match === null) return undefined;
  const value = (Number.parseInt(match[1]!, 16) << 16) | Number.parseInt(match[2]!, 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
}
