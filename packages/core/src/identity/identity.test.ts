import { expect, test } from "vitest";
import { canIn, canSomewhereIn, roleIn } from "./access";
import { base62 } from "./base62";
import { crc32 } from "./crc32";
import { EmailAddress } from "./email";
import { Password } from "./password";
import { PERMISSIONS, roleCan } from "./permissions";
import { ROLES, strongestRole, weakestRole } from "./roles";
import { scopePermissions, scopesAllow, TOKEN_SCOPES } from "./scopes";
import { OrganizationSlug, slugify } from "./slug";
import { mintToken, parseToken, TOKEN_PATTERN } from "./token-format";

test("each role may do all that the roles below it may, and something more", () => {
  const counts = ROLES.map((role) => PERMISSIONS.filter((permission) => roleCan(role, permission)));
  counts.slice(1).forEach((permissions, index) => {
    expect(permissions).toEqual(expect.arrayContaining(counts[index]!));
    expect(permissions.length).toBeGreaterThan(counts[index]!.length);
  });
  expect(counts.at(-1)).toEqual(PERMISSIONS);
});

test("viewers only read", () => {
  expect(PERMISSIONS.filter((permission) => roleCan("viewer", permission)).every((it) => it.endsWith(":read"))).toBe(
    true,
  );
});

test("roles compare by strength", () => {
  expect(strongestRole("viewer", "admin", "editor")).toBe("admin");
  expect(weakestRole("owner", "launcher", "admin")).toBe("launcher");
});

test("a grant raises at the place that it covers, never lowers, and never reaches the organization", () => {
  const inProduction = { role: "editor", deploymentId: "dep_1", locationId: null } as const;
  expect(roleIn("viewer", [inProduction], { deploymentId: "dep_1" })).toBe("editor");
  expect(roleIn("viewer", [inProduction], { deploymentId: "dep_1", locationId: "loc_1" })).toBe("editor");
  expect(roleIn("viewer", [inProduction], { deploymentId: "dep_2" })).toBe("viewer");
  expect(roleIn("viewer", [inProduction], {})).toBe("viewer");
  expect(roleIn("owner", [inProduction], { deploymentId: "dep_1" })).toBe("owner");
  const everywhere = { role: "owner", deploymentId: null, locationId: null } as const;
  expect(roleIn("viewer", [everywhere], { deploymentId: "dep_1" })).toBe("viewer");
});

test("a grant of a code location counts only where that location is meant", () => {
  const grants = [{ role: "launcher", deploymentId: null, locationId: "loc_1" }] as const;
  expect(canIn("viewer", grants, "run:launch", { deploymentId: "dep_1", locationId: "loc_1" })).toBe(true);
  expect(canIn("viewer", grants, "run:launch", { deploymentId: "dep_1", locationId: "loc_2" })).toBe(false);
  expect(canIn("viewer", grants, "run:launch", { deploymentId: "dep_1" })).toBe(false);
  expect(canSomewhereIn("viewer", grants, "run:launch", "dep_1")).toBe(true);
  const inStaging = [{ role: "launcher", deploymentId: "dep_2", locationId: "loc_1" }] as const;
  expect(canSomewhereIn("viewer", inStaging, "run:launch", "dep_1")).toBe(false);
});

test("every scope opens permissions that exist, and none opens what only owners may", () => {
  for (const scope of TOKEN_SCOPES) expect(PERMISSIONS).toEqual(expect.arrayContaining([...scopePermissions(scope)]));
  for (const permission of ["organization:update", "owner:manage", "token:manage", "member:manage"] as const) {
    expect(scopesAllow(TOKEN_SCOPES, permission)).toBe(false);
  }
});

test("the checksum is CRC-32 with its published check value", () => {
  expect(crc32("123456789")).toBe(0xcbf43926);
  expect(base62(0xffffffff, 6)).toBe("4gfFC3");
});

test("a minted token parses to its parts and differs from every other", () => {
  const tokens = Array.from({ length: 200 }, () => mintToken("pat"));
  expect(new Set(tokens.map(({ text }) => text)).size).toBe(200);
  for (const { text, kind, lookupId, secret, lastFour } of tokens) {
    expect(text).toMatch(TOKEN_PATTERN);
    expect(parseToken(text)).toEqual({ kind, lookupId, secret });
    expect(text.endsWith(lastFour)).toBe(true);
  }
});

test("a token with one character changed, cut or added is refused without a look-up", () => {
  const { text } = mintToken("svc");
  for (let index = 0; index < text.length; index++) {
    const other = text[index] === "x" ? "y" : "x";
    expect(parseToken(text.slice(0, index) + other + text.slice(index + 1))).toBeUndefined();
  }
  for (const wrong of ["", text.slice(0, -1), `${text}0`, ` ${text}`, text.toUpperCase()])
    expect(parseToken(wrong)).toBeUndefined();
});

test("slugs are what a URL can carry, and pages of the dashboard cannot be taken", () => {
  for (const slug of ["acme", "a1", "my-team-2"]) expect(OrganizationSlug.safeParse(slug).success).toBe(true);
  for (const slug of ["a", "Acme", "-acme", "ac--me", "acme-", "ac me", "api", "sign-in", "x".repeat(41)]) {
    expect(OrganizationSlug.safeParse(slug).success).toBe(false);
  }
  expect(slugify("  Ünïted Dätä, Inc. ")).toBe("united-data-inc");
  expect(slugify("数据")).toBe("");
});

test("limits passwords by length only", () => {
  for (const password of ["correct horse battery", "x9!kqpwl2#", "пароль-длинный"])
    expect(Password.safeParse(password).success).toBe(true);
  for (const password of ["short", "y".repeat(129)]) expect(Password.safeParse(password).success).toBe(false);
});

test("addresses are kept trimmed and in lower case", () => {
  expect(EmailAddress.parse("  Ada@Example.COM ")).toBe("ada@example.com");
  expect(EmailAddress.safeParse("ada@").success).toBe(false);
});
