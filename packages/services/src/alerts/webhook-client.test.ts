import { expect, test } from "vitest";
import { isPublicAddress } from "./public-address";
import { publicWebhookClient } from "./webhook-client";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "::1%lo",
  "::1",
  "::",
  "fe80::1",
  "fd00::1",
  "::ffff:127.0.0.1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "not an address",
])("%s is not an address to send webhooks to", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111"])("%s is", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "https://127.0.0.1/hook",
  "https://[::1]/hook",
  "https://localhost/hook",
  "https://2130706433/hook",
  "http://example.com/hook",
])("a webhook to %s is refused before anything is sent", async (url) => {
  await expect(publicWebhookClient(url, {}, "{}")).rejects.toMatchObject({ name: "ForbiddenAddressError" });
});
