import { openIdentity, sampleInputs } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callProcedure, contextFor, orgProcedures } from "./procedures";

let identity: Awaited<ReturnType<typeof openIdentity>>;
let acme: Awaited<ReturnType<typeof identity.organization>>;
let memberId: string;
beforeAll(async () => {
  identity = await openIdentity();
  acme = await identity.organization();
  memberId = (await identity.person("Mia")).userId;
  await identity.db.prisma.membership.create({ data: { orgId: acme.orgId, userId: memberId, role: "owner" } });
  await addTotp(acme.owner.userId);
  await identity.useCases.organizations.update(acme.scope, { requiresSecondFactor: true });
});
afterAll(() => identity.close());

/** An authenticator app that the person has confirmed. */
const addTotp = (userId: string) =>
  identity.db.prisma.totpFactor.create({
    data: { userId, secret: new Uint8Array(), keyId: "test", startedAt: new Date(), confirmedAt: new Date() },
  });

const call = (userId: string, path: string, input: object) =>
  callProcedure(contextFor({ user: { id: userId }, access: identity.stores.access }), path, input);

test.each(orgProcedures())(
  "$path is closed to members without a second factor where the organization requires one",
  async ({ path, inputs }) => {
    const input = { ...sampleInputs(inputs), org: acme.slug, deployment: "production", location: "sales" };
    await expect(call(memberId, path, input)).rejects.toMatchObject({
      code: "FORBIDDEN",
      cause: { code: "second_factor_missing" },
    });
  },
);

test("lets members in who have a second factor, and everyone where it isn't required", async () => {
  const isSecondFactorMissing = async (userId: string, slug: string) =>
    (await identity.stores.access.findMembership(userId, slug))?.isSecondFactorMissing;
  expect(await isSecondFactorMissing(acme.owner.userId, acme.slug)).toBe(false);
  const other = await identity.organization();
  await identity.db.prisma.membership.create({ data: { orgId: other.orgId, userId: memberId, role: "viewer" } });
  expect(await isSecondFactorMissing(memberId, other.slug)).toBe(false);
  expect(await isSecondFactorMissing(memberId, acme.slug)).toBe(true);
});

test("keeps accepting the API tokens of members without a second factor", async () => {
  const scope = { orgId: acme.orgId, actor: { kind: "user", id: memberId, name: "Mia" } } as const;
  const { token } = await identity.useCases.tokens.create(scope, "owner", {
    kind: "pat",
    name: "laptop",
    scopes: ["runs:read"],
    expiresInDays: 1,
  });
  expect(await identity.useCases.tokens.authenticate(token, {})).toMatchObject({ userId: memberId });
});

test("only an owner who has a second factor can require one, and the audit log records it", async () => {
  const other = await identity.organization();
  const require = () => identity.useCases.organizations.update(other.scope, { requiresSecondFactor: true });
  await expect(require()).rejects.toMatchObject({ code: "second_factor_missing" });
  await addTotp(other.owner.userId);
  await require();
  expect(await identity.stores.audit.list(other.orgId, { limit: 1 })).toMatchObject([
    { action: "organization.updated", details: { requiresSecondFactor: true } },
  ]);
});
