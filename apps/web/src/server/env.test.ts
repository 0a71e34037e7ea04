import { expect, test } from "vitest";
import { readEnv } from "./env";

const complete = {
  DATABASE_URL: "postgres://localhost/millrace",
  REDIS_URL: "redis://localhost",
  MILLRACE_URL: "https://millrace.example.com/",
  MILLRACE_SECRET: "s".repeat(32),
  MILLRACE_ENCRYPTION_KEYS: "k1:AAAA",
  STORAGE_URL: "file:///var/lib/millrace/objects",
};

test("reads a complete environment and its public URL as an origin", () => {
  expect(readEnv(complete)).toMatchObject({
    MILLRACE_URL: "https://millrace.example.com",
    MILLRACE_EMBEDDED: false,
    TRUSTED_PROXY_HOPS: 1,
  });
});

test("names every missing variable on its own line and has no default for secrets", () => {
  expect(() => readEnv({})).toThrowError(
    [...Object.keys(complete).map((name) => `${name} is missing`), "See docs/configuration.md."].join("\n"),
  );
});

test("rejects a secret that is too short and explains how to generate one", () => {
  expect(() => readEnv({ ...complete, MILLRACE_SECRET: "short" })).toThrowError(
    /MILLRACE_SECRET must be at least 32 .*openssl/,
  );
});

test("names the missing half of a pair of OAuth credentials", () => {
  expect(() => readEnv({ ...complete, GITHUB_ID: "id" })).toThrowError(/^GITHUB_SECRET is missing/);
  expect(readEnv({ ...complete, GITHUB_ID: "id", GITHUB_SECRET: "secret" }).GITHUB).toEqual({
    id: "id",
    secret: "secret",
  });
});

test("reads operators as a case-insensitive list of email addresses", () => {
  expect(readEnv({ ...complete, PLATFORM_OPERATORS: "Ada@Example.com, bob@example.com" }).PLATFORM_OPERATORS).toEqual([
    "ada@example.com",
    "bob@example.com",
  ]);
  expect(() => readEnv({ ...complete, PLATFORM_OPERATORS: "ada" })).toThrowError(/PLATFORM_OPERATORS/);
});
