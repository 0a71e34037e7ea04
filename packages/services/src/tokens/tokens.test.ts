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

test("a token speaks for its maker in its organization, and its secret is nowhere in the database", async () => {
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

test("a revoked token, an expired one and one with another's secret are nobody's", async () => {
  const { tokens } = identity.useCases;
  const revoked = await acmeWithToken();
  await tokens.revoke(revoked.scope, false, revoked.id);
  const expired = await acmeWithToken({ ...pat, expiresInDays: 1 });
  const [one, two] = [await acmeWithToken(), await acmeWithToken()];
  const mixed = one.token.slice(0, 20) + two.token.slice(20);
  identity.clock.advance(2 * 86_400_000);

  for (const token of [revoked.token, expired.token, mixed, "mr_pat_nonsense", ""]) {
    expect(await tokens.authenticate(token, {})).toBeNull();
  }
  expect(await tokens.authenticate(one.token, {})).not.toBeNull();
});

test("a personal token must expire, a service's need not", async () => {
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

test("nobody makes a service token with a role above the own", async () => {
  const acme = await identity.organization();
  const make = identity.useCases.tokens.create(acme.scope, "editor", { ...pat, kind: "svc", role: "admin" });
  await expect(make).rejects.toMatchObject({ code: "role_above_own" });
});

test("a token cannot be restricted to a deployment of another organization", async () => {
  const [acme, other] = [await identity.organization(), await identity.organization()];
  const [foreign] = await identity.useCases.organizations.listDeployments(other.scope);
  const make = identity.useCases.tokens.create(acme.scope, "owner", { ...pat, deploymentId: foreign?.id });
  await expect(make).rejects.toMatchObject({ code: "token_scope_not_found" });
});

test("members revoke their own tokens only, managers all of the organization's and no other's", async () => {
  const { tokens } = identity.useCases;
  const [acme, other] = [await acmeWithToken(), await acmeWithToken()];
  const mia = await identity.person("Mia");
  const asMia = { orgId: acme.orgId, actor: mia.actor };
  await expect(tokens.revoke(asMia, false, acme.id)).rejects.toMatchObject({ kind: "notFound" });
  await expect(tokens.revoke(acme.scope, true, other.id)).rejects.toMatchObject({ kind: "notFound" });
  await tokens.revoke(asMia, true, acme.id);
  expect(await tokens.authenticate(acme.token, {})).toBeNull();
});

test("last use is written at most once a minute", async () => {
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
