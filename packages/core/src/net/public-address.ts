/** An IP address as its bytes: 4 or 16. */
export type AddressBytes = readonly number[];

/**
 * Returns the bytes of an IPv4 or IPv6 address, or undefined if the text isn't one. An address with a zone (`fe80::1%eth0`)
 * isn't accepted, because it depends on a link of this host.
 */
export function parseAddress(text: string): AddressBytes | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): AddressBytes | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.map(Number);
}

function parseIpv6(text: string): AddressBytes | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : groupsOf(half.split(":"))));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
}

/** The bytes of groups of four hexadecimal digits, of which the last can be an IPv4 address. */
function groupsOf(groups: readonly string[]): AddressBytes | undefined {
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes(".")) {
      const ipv4 = parseIpv4(group);
      if (!ipv4) return undefined;
      bytes.push(...ipv4);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    }
  }
  return bytes;
}

type Range = { readonly bytes: AddressBytes; readonly bits: number };

function range(cidr: string): Range {
  const [network = "", bits = ""] = cidr.split("/");
  const bytes = parseAddress(network);
  if (!bytes) throw new Error(`"${cidr}" isn't an address range`);
  return { bytes, bits: Number(bits) };
}

const isIn = (address: AddressBytes, { bytes, bits }: Range): boolean =>
  address.length === bytes.length &&
  address.every((byte, index) => {
    const compared = Math.min(8, Math.max(0, bits - index * 8));
    return (byte ^ (bytes[index] ?? 0)) >> (8 - compared) === 0;
  });

/** IPv4 ranges that aren't the public internet: this host, private and link-local networks, metadata services, multicast. */
const SPECIAL_IPV4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
].map(range);

/** The only IPv6 addresses that are routed on the public internet, and the ranges among them that aren't, or that embed IPv4. */
const GLOBAL_IPV6 = range("2000::/3");
const SPECIAL_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].map(range);
const MAPPED_IPV4 = range("::ffff:0:0/96");

/** Returns true for an address of the public internet. An IPv4 address that is written as IPv6 counts as IPv4. */
export function isPublicAddress(address: string): boolean {
  const bytes = parseAddress(address);
  if (!bytes) return false;
  if (bytes.length === 4) return !SPECIAL_IPV4.some((it) => isIn(bytes, it));
  if (isIn(bytes, MAPPED_IPV4)) return !SPECIAL_IPV4.some((it) => isIn(bytes.slice(12), it));
  return isIn(bytes, GLOBAL_IPV6) && !SPECIAL_IPV6.some((it) => isIn(bytes, it));
}
