import { expect, test } from "vitest";
import { publicWebhookClient } from "./webhook-client";

test.each([
  "https://127.0.0.1/hook",
  "https://[::1]/hook",
  "https://localhost/hook",
  "https://2130706433/hook",
  "http://example.com/hook",
])("rejects a webhook to %s before sending anything, without revealing the address", async (url) => {
  await expect(publicWebhookClient(url, {}, "{}")).rejects.toMatchObject({
    name: "ForbiddenAddressError",
    message: expect.not.stringMatching(/\(.*\)|leads|resolves/),
  });
});
