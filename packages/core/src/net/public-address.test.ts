import { isIP } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPublicAddress, parseAddress } from "./public-address";

test.each([
  ...["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1"],
  ...["0.0.0.0", "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.19.0.1", "203.0.113.9", "192.88.99.1"],
  ...["::1", "::", "::1%lo", "fe80::1", "fe80::1%1", "fec0::1", "fd00::1", "ff02::1", "::127.0.0.1", "::7f00:1"],
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "0:0:0:0:0:ffff:a9fe:a9fe", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8"],
  ...["64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "100::1", "3fff::1", "4000::1"],
  ...["not an address", "", "1.2.3", "01.2.3.4", "1.2.3.4.5", "2130706433", "0x7f.0.0.1", "1::2::3", "::ffff:1.2.3"],
])("%s isn't public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1", "172.32.0.1"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test("accepts exactly the addresses that Node accepts, without zones", () => {
  const addresses = fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.stringMatching(/^[0-9a-f:.]{0,40}$/));
  fc.assert(fc.property(addresses, (text) => (parseAddress(text) !== undefined) === (isIP(text) !== 0)));
});
