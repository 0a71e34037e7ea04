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

test("a complete environment is read, with its address as an origin", () => {
  expect(readEnv(complete)).toMatchObject({
    MILLRACE_URL: "https://millrace.example.com",
    MILLRACE_EMBEDDED: false,
    TRUSTED_PROXY_HOPS: 1,
  });
});

test("every variable that is missing is named on a line of its own; secrets have no default", () => {
  expect(() => readEnv({})).toThrowError(
    [...Object.keys(complete).map((name) => `${name} is missing`), "See docs/configuration.md."].join("\n"),
  );
});

test("a secret that is too short is refused with the way to make one", () => {
  expect(() => readEnv({ ...complete, MILLRACE_SECRET: "short" })).toThrowError(
    /MILLRACE_SECRET must have at least 32 .*openssl/,
  );
});

test("half of a pair of OAuth credentials names the other half", () => {
  expect(() => readEnv({ ...complete, GITHUB_ID: "id" })).toThrowError(/^GITHUB_SECRET is missing/);
  expect(readEnv({ ...complete, GITHUB_ID: "id", GITHUB_SECRET: "secret" }).GITHUB).toEqual({
    id: "id",
    secret: "secret",
  });
});

test("operators are a list of addresses, whatever their case", () => {
  expect(readEnv({ ...complete, PLATFORM_OPERATORS: "Ada@Example.com, bob@example.com" }).PLATFORM_OPERATORS).toEqual([
    "ada@example.com",
    "bob@example.com",
  ]);
  expect(() => readEnv({ ...complete, PLATFORM_OPERATORS: "ada" })).toThrowError(/PLATFORM_OPERATORS/);
});
