import { expect, test } from "vitest";
import { redactSecrets } from "./redact";

test.each([
  ["postgres://app:hunter2@db/x", "hunter2"],
  [".https://app:hunter2@db", "hunter2"],
  ["a token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "c2lnbmF0dXJl"],
  ["x-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "c2lnbmF0dXJl"],
])("%j keeps its secret", (text, secret) => {
  expect(redactSecrets(text)).not.toContain(secret);
});

test.each(["a.", "a://b:", "eyJ-", "eyJaaaaaaaa.", "token=", "bearer ", "sk-live-", "-----BEGIN "])(
  "an error's message of nothing but %j is read without holding up the alerts of others",
  (part) => {
    expect(redactSecrets(part.repeat(200_000 / part.length))).not.toBe("");
  },
);
