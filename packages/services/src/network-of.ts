import { isIPv6 } from "node:net";

const GROUPS_OF_NETWORK = 4;

/**
 * Returns the network by which the attempts of an address are counted: the address itself for IPv4, its /64 for IPv6,
 * because every subscriber has at least a /64 of addresses.
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return address;
  const [head = "", tail] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  // Without "::" there are eight groups; what "::" stands for is zeros, and what follows it is beyond the network or
  // moved to its place by counting from the end.
  const after = tail === undefined || tail === "" ? [] : groupsOf(tail);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill("0");
  const groups = [...before, ...zeros, ...after].slice(0, GROUPS_OF_NETWORK);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/** An IPv4 address at the end takes the place of two groups. */
const groupsOf = (text: string): string[] =>
  text.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [group]));
