import { expect, test } from "vitest";
import { createInstallState, readInstallState } from "./slack-install";

const state = { orgId: "org_1", orgSlug: "acme", userId: "usr_1" };
const secret = "s".repeat(32);
const now = new Date("2026-03-02T09:00:00Z");

test("an installation's state comes back as it was, for ten minutes", () => {
  const text = createInstallState(state, secret, now);
  expect(readInstallState(text, secret, now)).toEqual(state);
  expect(readInstallState(text, secret, new Date(now.getTime() + 600_001))).toBeNull();
});

test("a state that was changed, or signed with another secret, is refused", () => {
  const [, signature] = createInstallState(state, secret, now).split(".");
  const forged = Buffer.from(JSON.stringify({ ...state, orgId: "org_2", until: now.getTime() + 1e6 })).toString(
    "base64url",
  );
  expect(readInstallState(`${forged}.${signature}`, secret, now)).toBeNull();
  expect(readInstallState(createInstallState(state, "x".repeat(32), now), secret, now)).toBeNull();
  expect(readInstallState("", secret, now)).toBeNull();
});
