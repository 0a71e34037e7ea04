import { BlockList, isIPv4, isIPv6 } from "node:net";

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
