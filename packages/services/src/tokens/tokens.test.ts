import { parseToken } from "@millrace/core/identity";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CreateTokenInput } from "./tokens";

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

const pat: CreateTokenInput = { kind: "pat", name: "laptop", scopes: ["runs:read"], expiresInDays: 90 };

async function acmeWithToken(input: CreateTokenInput = pat) {
  const acme = await identity.organization();
  const created = await identity.useCases.tokens.create(acme.scope, "owner", input);
  return { ...acme, ...created };
}

test("a token acts for its creator in its organization, and the database never contains its secret", async () => {
  const { token, scope, slug, owner, orgId } = await acmeWithToken();
  const found = await identity.useCases.tokens.authenticate(token, { ip: "203.0.113.7" });
  expect(found).toMatchObject({
    userId: owner.userId,
    member: { orgId, slug, role: "owner" },
    restriction: { scopes: ["runs:read"] },
    actor: { kind: "token" },
  });

  const rows = await identity.db.prisma.apiToken.findMany({ where: { orgId } });
  expect(JSON.stringify(rows)).not.toContain(parseToken(token)?.secret);
  expect(JSON.stringify(await identity.useCases.tokens.list(scope, true))).not.toContain("secretHash");
});

test("rejects a revoked token, an expired token, and a token with another token's secret", async () => {
  const { tokens } = identity.useCases;
  const revoked = await acmeWithToken();
  await tokens.revoke(revoked.scope, revoked.id);
  const expired = await acmeWithToken({ ...pat, expiresInDays: 1 });
  const [one, two] = [await acmeWithToken(), await acmeWithToken()];
  const mixed = one.token.slice(0, 20) + two.token.slice(20);
  identity.clock.advance(2 * 86_400_000);

  for (const token of [revoked.token, expired.token, mixed, "mr_pat_nonsense", ""]) {
    expect(await tokens.authenticate(token, {})).toBeNull();
  }
  expect(await tokens.authenticate(one.token, {})).not.toBeNull();
});

test("requires an expiry for personal tokens, not for service tokens", async () => {
  const acme = await identity.organization();
  const { tokens } = identity.useCases;
  await expect(tokens.create(acme.scope, "owner", { ...pat, expiresInDays: null })).rejects.toMatchObject({
    code: "token_expiry_missing",
  });
  const svc = await tokens.create(acme.scope, "owner", { ...pat, kind: "svc", role: "editor", expiresInDays: null });
  expect(await tokens.authenticate(svc.token, {})).toMatchObject({
    kind: "svc",
    userId: null,
    member: { role: "editor" },
  });
});

test("rejects a service token with a role above its creator's", async () => {
  const acme = await identity.organization();
  const make = identity.useCases.tokens.create(acme.scope, "editor", { ...pat, kind: "svc", role: "admin" });
  await expect(make).rejects.toMatchObject({ code: "role_above_own" });
});

test("rejects a token that is restricted to a deployment of another organization", async () => {
  const [acme, other] = [await identity.organization(), await identity.organization()];
  const [foreign] = await identity.useCases.organizations.listDeployments(other.scope);
  const make = identity.useCases.tokens.create(acme.scope, "owner", { ...pat, deploymentId: foreign?.id });
  await expect(make).rejects.toMatchObject({ code: "token_scope_not_found" });
});

test("a token is its owner's own, and no one revokes a token of another organization", async () => {
  const { tokens } = identity.useCases;
  const [acme, other] = [await acmeWithToken(), await acmeWithToken()];
  const mia = await identity.person("Mia");
  const asMia = { orgId: acme.orgId, actor: mia.actor };
  expect(await tokens.isOwn(acme.scope, acme.id)).toBe(true);
  expect(await tokens.isOwn(asMia, acme.id)).toBe(false);
  expect(await tokens.isOwn(acme.scope, other.id)).toBe(false);
  await expect(tokens.revoke(acme.scope, other.id)).rejects.toMatchObject({ kind: "notFound" });
  await tokens.revoke(asMia, acme.id);
  expect(await tokens.authenticate(acme.token, {})).toBeNull();
});

test("writes the last use at most once a minute", async () => {
  const { tokens } = identity.useCases;
  const { token, id, scope } = await acmeWithToken();
  const lastUsed = async () => (await tokens.list(scope, true)).find((row) => row.id === id)?.lastUsedAt;
  await tokens.authenticate(token, {});
  const first = await lastUsed();
  identity.clock.advance(30_000);
  await tokens.authenticate(token, {});
  expect(await lastUsed()).toEqual(first);
  identity.clock.advance(31_000);
  await tokens.authenticate(token, {});
  expect(await lastUsed()).toEqual(identity.clock.now());
});
