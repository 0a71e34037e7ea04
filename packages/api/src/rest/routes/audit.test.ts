import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRestHandler } from "../handle";
import { auditRoutes } from "./audit";

let identity: Awaited<ReturnType<typeof openIdentity>>;
let org: Awaited<ReturnType<typeof identity.organization>>;
let handle: ReturnType<typeof createRestHandler>;
beforeAll(async () => {
  identity = await openIdentity();
  org = await identity.organization();
  handle = createRestHandler(
    {
      authenticate: identity.useCases.tokens.authenticate,
      access: identity.stores.access,
      idempotency: identity.stores.idempotency,
      rateLimiter: identity.rateLimiter,
      log: { warn: () => {}, error: (fields) => console.error(fields) },
      recordDenied: async () => {},
      trustedHops: 0,
    },
    auditRoutes({ audit: identity.useCases.audit }),
  );
});
afterAll(() => identity.close());

async function get(path: string, kind: "pat" | "svc" = "pat") {
  const { tokens } = identity.useCases;
  const input = { kind, name: "archive", scopes: ["audit:read" as const], expiresInDays: 1 };
  const { token } = await tokens.create(org.scope, "owner", kind === "svc" ? { ...input, role: "admin" } : input);
  const url = `https://millrace.test/api/v1/orgs/${org.slug}/audit/export${path}`;
  return handle(new Request(url, { headers: { authorization: `Bearer ${token}` } }));
}

test("streams the audit log as a file, for a personal token of an owner with the scope audit:read", async () => {
  const response = await get("?format=csv");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${org.slug}-audit.csv"`);
  const [head, first] = (await response.text()).split("\r\n");
  expect(head).toMatch(/^id,at,actorKind/);
  expect(first).toContain("organization.created");
});

test("rejects a service token, whose role can't read the audit log, and an unknown format", async () => {
  expect((await get("", "svc")).status).toBe(403);
  expect((await get("?format=xml")).status).toBe(400);
});
