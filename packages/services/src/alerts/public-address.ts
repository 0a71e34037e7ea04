import { BlockList, isIP } from "node:net";

// One list per family: a list with ::ffff:0:0/96 matches every IPv4 address too.
const NOT_PUBLIC = { ipv4: new BlockList(), ipv6: new BlockList() } as const;
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  NOT_PUBLIC.ipv4.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  NOT_PUBLIC.ipv6.addSubnet(network, prefix, "ipv6");
}

/** True for an address of the public internet: not private, loopback, link-local, metadata, or a way round to one. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  // An address with a zone (`::1%lo`) belongs to a link of this host, and the lists do not match it.
  if (family === 0 || address.includes("%")) return false;
  const kind = family === 6 ? "ipv6" : "ipv4";
  return !NOT_PUBLIC[kind].check(address, kind);
}
