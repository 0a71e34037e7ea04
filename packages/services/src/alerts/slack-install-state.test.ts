import { expect, test } from "vitest";
import { createInstallState, readInstallState, SLACK_INSTALL_MS } from "./slack-install-state";

const state = { orgId: "org_1", orgSlug: "acme", userId: "usr_1" };
const secret = "s".repeat(32);
const nonce = "n".repeat(43);
const now = new Date("2026-03-02T09:00:00Z");

test("an installation's state comes back unchanged for ten minutes", () => {
  const text = createInstallState(state, nonce, secret, now);
  expect(readInstallState(text, nonce, secret, now)).toEqual(state);
  expect(readInstallState(text, nonce, secret, new Date(now.getTime() + SLACK_INSTALL_MS))).toBeNull();
});

test("rejects the state of another browser", () => {
  const text = createInstallState(state, nonce, secret, now);
  expect(readInstallState(text, "another nonce", secret, now)).toBeNull();
  expect(readInstallState(text, "", secret, now)).toBeNull();
});

test("rejects a state that was changed or signed with another secret", () => {
  const [, signature] = createInstallState(state, nonce, secret, now).split(".");
  const forged = Buffer.from(JSON.stringify({ ...state, orgId: "org_2", until: now.getTime() + 1e6 })).toString(
    "base64url",
  );
  expect(readInstallState(`${forged}.${signature}`, nonce, secret, now)).toBeNull();
  expect(readInstallState(createInstallState(state, nonce, "x".repeat(32), now), nonce, secret, now)).toBeNull();
  expect(readInstallState("", nonce, secret, now)).toBeNull();
});
