import { newId } from "@millrace/core";
import { openIdentity, sampleInput, sampleInputs } from "@millrace/harness";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRestHandler, createRestRoutes, type Route } from "../src/index";
import { allProcedures, callProcedure, contextFor, orgProcedures } from "./procedures";
import { unreachable } from "./unreachable";

/** Procedures that touch no organization's data. Whatever else is added must name its permission. */
const WITHOUT_ORGANIZATION = {
  public: ["auth.invitation", "auth.requestReset", "auth.reset", "auth.signUp", "auth.verifyEmail", "mail.list"],
  user: [
    "account.changePassword",
    "account.me",
    "account.requestEmailChange",
    "account.revokeOtherSessions",
    "account.revokeSession",
    "account.sessions",
    "account.update",
    "auth.acceptInvitation",
    "organization.create",
    "organization.list",
    "secondFactor.beginPasskey",
    "secondFactor.beginTotp",
    "secondFactor.confirmTotp",
    "secondFactor.finishPasskey",
    "secondFactor.list",
    "secondFactor.removePasskey",
    "secondFactor.removeTotp",
    "secondFactor.replaceRecoveryCodes",
  ],
  operator: ["operator.defaultQuotas", "operator.organizations", "operator.setDefaultQuotas", "operator.setQuota"],
};

/** Routes that are about the token itself. */
const ROUTES_WITHOUT_ORGANIZATION = ["GET /whoami"];

let identity: Awaited<ReturnType<typeof openIdentity>>;
let victim: Awaited<ReturnType<typeof identity.organization>>;
let stranger: Awaited<ReturnType<typeof identity.organization>>;
beforeAll(async () => {
  identity = await openIdentity();
  [victim, stranger] = [await identity.organization(), await identity.organization()];
  await identity.db.prisma.codeLocation.create({
    data: { orgId: victim.orgId, id: newId("location"), name: "sales", createdBy: victim.owner.userId },
  });
});
afterAll(() => identity.close());

describe("procedures", () => {
  test.each(["public", "user", "operator"] as const)(
    "%s procedures are those that are known to need no organization",
    (access) => {
      const found = allProcedures().filter(({ meta }) => meta?.access === access);
      expect(found.map(({ path }) => path).sort()).toEqual(WITHOUT_ORGANIZATION[access]);
    },
  );

  test("every procedure says who may call it", () => {
    expect(allProcedures().filter(({ meta }) => meta === undefined)).toEqual([]);
  });

  test.each(orgProcedures())("$path is not found by the owner of another organization", async ({ path, inputs }) => {
    const input = { ...sampleInputs(inputs), org: victim.slug, deployment: "production", location: "sales" };
    const ctx = contextFor({ user: { id: stranger.owner.userId }, access: identity.stores.access });
    await expect(callProcedure(ctx, path, input)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each(orgProcedures())(
    "$path answers the same for an organization that does not exist",
    async ({ path, inputs }) => {
      const ctx = contextFor({ user: { id: stranger.owner.userId }, access: identity.stores.access });
      const ask = (org: string) =>
        callProcedure(ctx, path, { ...sampleInputs(inputs), org, deployment: "production" }).catch(
          (error: Error) => error,
        );
      const [foreign, absent] = [await ask(victim.slug), await ask("no-such-org")];
      expect(String(foreign).replaceAll(victim.slug, "no-such-org")).toEqual(String(absent));
    },
  );

  test.each(orgProcedures())("$path is for people who are signed in", async ({ path, inputs }) => {
    const input = { ...sampleInputs(inputs), org: victim.slug, deployment: "production" };
    await expect(callProcedure(contextFor({ user: null }), path, input)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
    });
  });
});

describe("routes", () => {
  const routes = createRestRoutes(unreachable());
  const name = ({ method, path }: Route) => `${method} ${path}`;
  const scoped = routes.filter(({ path }) => path.includes("{org}")).map((route) => ({ name: name(route), route }));

  test("every other route names its organization and its permission", () => {
    const others = routes.filter(({ path, permission }) => !path.startsWith("/orgs/{org}") || permission === null);
    expect(others.map(name).sort()).toEqual(ROUTES_WITHOUT_ORGANIZATION);
  });

  test.each(scoped)("$name is not found with a token of another organization", async ({ route }) => {
    const { token } = await identity.useCases.tokens.create(stranger.scope, "owner", {
      kind: "svc",
      name: "stranger",
      role: "admin",
      scopes: [
        "organization:read",
        "locations:push",
        "runs:launch",
        "variables:write",
        "limits:write",
        "alerts:write",
        "egress:write",
      ],
      expiresInDays: 1,
    });
    const handle = createRestHandler(
      {
        authenticate: identity.useCases.tokens.authenticate,
        access: identity.stores.access,
        idempotency: identity.stores.idempotency,
        rateLimiter: identity.rateLimiter,
        log: { warn: () => {}, error: () => {} },
        recordDenied: async () => {},
        trustedHops: 0,
      },
      routes,
    );
    const path = route.path
      .replace("{org}", victim.slug)
      .replace("{deployment}", "production")
      .replace("{location}", "sales")
      .replace(/\{\w+\}/g, "sample");
    const hasBody = !["GET", "DELETE"].includes(route.method);
    const response = await handle(
      new Request(`https://millrace.test/api/v1${path}`, {
        method: route.method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...(hasBody ? { body: JSON.stringify(sampleInput(route.input)) } : {}),
      }),
    );
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: "organization_not_found" });
  });
});
