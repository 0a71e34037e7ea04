import { ROLES, type Role, roleCan, scopesAllow, TOKEN_SCOPES, type TokenScope } from "@millrace/core/identity";
import { openIdentity, sampleInput } from "@millrace/harness";
import type { AuthenticatedToken } from "@millrace/services/tokens";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRestHandler, createRestRoutes, type Route } from "../src/index";
import { unreachable } from "./unreachable";

let identity: Awaited<ReturnType<typeof openIdentity>>;
let acme: Awaited<ReturnType<typeof identity.organization>>;
beforeAll(async () => {
  identity = await openIdentity();
  acme = await identity.organization();
});
afterAll(() => identity.close());

const routes = createRestRoutes(unreachable());

/** A token that may do what a role and scopes include. */
const principal = (role: Role, scopes: readonly TokenScope[]): AuthenticatedToken => ({
  tokenId: "tok_x",
  tokenName: "x",
  kind: "svc",
  userId: null,
  member: { orgId: acme.orgId, slug: acme.slug, name: "Acme", role, grants: [] },
  restriction: { scopes, deploymentId: null, locationId: null },
  expiresAt: null,
  actor: { kind: "token", id: "tok_x", name: "x" },
});

/** True when the door denies the route for lack of a permission; past the door the unreachable use case throws. */
async function isDenied(route: Route, role: Role, scopes: readonly TokenScope[]): Promise<boolean> {
  const handle = createRestHandler(
    {
      authenticate: async () => principal(role, scopes),
      access: identity.stores.access,
      idempotency: unreachable(),
      rateLimiter: { take: async () => ({ allowed: true, remaining: 1, resetSeconds: 1 }) },
      log: { warn: () => {}, error: () => {} },
      recordDenied: async () => {},
      trustedHops: 0,
    },
    routes,
  );
  const path = route.path
    .replace("{org}", acme.slug)
    .replace("{deployment}", "production")
    .replace(/\{\w+\}/g, "sample");
  const hasBody = !["GET", "DELETE"].includes(route.method);
  const response = await handle(
    new Request(`https://millrace.test/api/v1${path}`, {
      method: route.method,
      headers: { authorization: "Bearer mr_x", "content-type": "application/json" },
      ...(hasBody ? { body: JSON.stringify(sampleInput(route.input)) } : {}),
    }),
  );
  const body = response.headers.get("content-type")?.includes("json") ? ((await response.json()) as object) : {};
  return "code" in body && body.code === "permission_missing";
}

const scoped = routes.flatMap((route) =>
  route.permission === null ? [] : [{ ...route, permission: route.permission }],
);
const name = ({ method, path }: Route) => `${method} ${path}`;

test.each(ROLES)(
  "lets a token with the role %s and all scopes through exactly the routes it has permissions for",
  async (role) => {
    const expected: Record<string, boolean> = {};
    const actual: Record<string, boolean> = {};
    for (const route of scoped) {
      expected[name(route)] = !(roleCan(role, route.permission) && scopesAllow(TOKEN_SCOPES, route.permission));
      actual[name(route)] = await isDenied(route, role, TOKEN_SCOPES);
    }
    expect(actual).toEqual(expected);
  },
);

test.each(TOKEN_SCOPES)(
  "lets an owner's token with only the scope %s through exactly the routes of that scope",
  async (scope) => {
    const expected: Record<string, boolean> = {};
    const actual: Record<string, boolean> = {};
    for (const route of scoped) {
      expected[name(route)] = !scopesAllow([scope], route.permission);
      actual[name(route)] = await isDenied(route, "owner", [scope]);
    }
    expect(actual).toEqual(expected);
  },
);
