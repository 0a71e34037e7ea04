import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

const draft = (target: string, details?: Record<string, unknown>) => ({
  actor: { kind: "user" as const, id: "usr_1", name: "Ada" },
  action: "thing.changed",
  target,
  details,
});

test("entries that are written at once form one chain without a gap", async () => {
  const { scope, orgId } = await identity.organization();
  const targets = Array.from({ length: 20 }, (_, index) => `thing-${index}`);

  await Promise.all(
    targets.map((target) => identity.useCases.audit.append(orgId, draft(target, { b: 1, a: { d: 2, c: 3 } }))),
  );

  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 21, brokenAt: null });
});

test("an entry can be neither changed nor deleted", async () => {
  const { orgId } = await identity.organization();
  const { auditEntry } = identity.db.prisma;
  await expect(auditEntry.updateMany({ where: { orgId }, data: { actorName: "Eve" } })).rejects.toThrow(/append only/);
  await expect(auditEntry.deleteMany({ where: { orgId } })).rejects.toThrow(/append only/);
});

test("an entry that was forged behind the triggers' back is found", async () => {
  const { scope, orgId } = await identity.organization();
  for (const target of ["one", "two", "three"]) await identity.useCases.audit.append(orgId, draft(target));
  const entries = await identity.stores.audit.listAfter(orgId, null, 10);
  const forged = entries[2]!;

  await identity.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    await tx.auditEntry.updateMany({ where: { orgId, id: forged.id }, data: { target: "innocent" } });
  });

  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 2, brokenAt: forged.id });
});

test("pages go back in time without repeating or missing an entry", async () => {
  const { scope, orgId } = await identity.organization();
  for (let index = 0; index < 5; index++) await identity.useCases.audit.append(orgId, draft(`thing-${index}`));

  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof identity.useCases.audit.list>> = await identity.useCases.audit.list(scope, {
      limit: 2,
      cursor,
    });
    seen.push(...page.data.map(({ target }) => target));
    cursor = page.nextCursor;
  } while (cursor);

  expect(seen.slice(0, 5)).toEqual(["thing-4", "thing-3", "thing-2", "thing-1", "thing-0"]);
  expect(seen).toHaveLength(6);
});

test("an organization sees what its members change about their accounts", async () => {
  const { scope, owner } = await identity.organization();
  const { accounts, audit } = identity.useCases;
  await accounts.changePassword(owner.actor, "ses_x", {
    current: "correct horse battery",
    password: "a brand new one",
  });
  expect((await audit.list(scope, { limit: 1 })).data).toMatchObject([
    { action: "account.passwordChanged", actorId: owner.userId },
  ]);
});

test("sessions that a person revokes stand in the organization's log; signing out and revoking nothing do not", async () => {
  const { scope, owner } = await identity.organization();
  const { accounts, audit } = identity.useCases;
  const signIn = async () =>
    (await accounts.signIn({ email: owner.email, password: "correct horse battery" }, {})).sessionId;
  const [current, lost, other, left] = [await signIn(), await signIn(), await signIn(), await signIn()];

  await accounts.signOut(owner.userId, left);
  await accounts.revokeSession(owner.actor, lost);
  expect(await accounts.revokeOtherSessions(owner.actor, current)).toBe(1);
  expect(await accounts.revokeOtherSessions(owner.actor, current)).toBe(0);

  expect(await accounts.resumeSession(other)).toBeNull();
  const { data } = await audit.list(scope, { limit: 10, action: "account." });
  expect(data.map(({ action, target }) => [action, target])).toEqual([
    ["account.otherSessionsRevoked", owner.userId],
    ["account.sessionRevoked", lost],
  ]);
});

test("a quota that the operator sets stands in the organization's log", async () => {
  const { scope, orgId } = await identity.organization();
  const operator = { kind: "operator" as const, id: "usr_op", name: "Op" };
  await identity.useCases.operator.setQuota(operator, { organizationId: orgId, concurrentRunsMax: 50 });
  expect(await identity.useCases.organizations.get(scope)).toMatchObject({ concurrentRunsMax: 50 });
  expect((await identity.useCases.audit.list(scope, { limit: 1 })).data).toMatchObject([
    { action: "organization.quotaSet", actorKind: "operator", details: { concurrentRunsMax: 50 } },
  ]);
});
