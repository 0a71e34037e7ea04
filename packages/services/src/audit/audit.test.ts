import { createHash } from "node:crypto";
import { type AuditRecord, auditChainText } from "@millrace/core/identity";
import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { recordFailedSignIn } from "../accounts/failed-sign-in";
import { ExportAuditInput } from "./export-audit";

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

/** Does what only the owner of the database can. */
const withoutTriggers = <T>(
  work: (tx: Parameters<Parameters<typeof identity.db.prisma.$transaction>[0]>[0]) => Promise<T>,
) =>
  identity.db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`set local session_replication_role = replica`;
    return work(tx);
  });

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const draft = (target: string, details?: Record<string, unknown>) => ({
  actor: { kind: "user" as const, id: "usr_1", name: "Ada" },
  action: "thing.changed",
  target,
  details,
});

test("entries that are written concurrently form one chain without a gap", async () => {
  const { scope, orgId } = await identity.organization();
  const targets = Array.from({ length: 20 }, (_, index) => `thing-${index}`);

  await Promise.all(
    targets.map((target) => identity.useCases.audit.append(orgId, draft(target, { b: 1, a: { d: 2, c: 3 } }))),
  );

  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 21, brokenAt: null, missing: 0 });
});

test("rejects changing, deleting, and truncating entries and the record of the chain's end", async () => {
  const { orgId } = await identity.organization();
  const { prisma } = identity.db;
  const { auditEntry, auditChain } = prisma;
  await expect(auditEntry.updateMany({ where: { orgId }, data: { actorName: "Eve" } })).rejects.toThrow(/append only/);
  await expect(auditEntry.deleteMany({ where: { orgId } })).rejects.toThrow(/append only/);
  await expect(prisma.$executeRaw`truncate "AuditEntry"`).rejects.toThrow(/append only/);
  await expect(prisma.$executeRaw`truncate "Activation"`).rejects.toThrow(/append only/);
  await expect(prisma.$executeRaw`truncate "AuditChain"`).rejects.toThrow(/append only/);
  await expect(auditChain.updateMany({ where: { orgId }, data: { entries: 0, hash: null } })).rejects.toThrow(
    /only grows/,
  );
  await expect(auditChain.updateMany({ where: { orgId }, data: { entries: 2 } })).rejects.toThrow(/only grows/);
  await expect(auditChain.deleteMany({ where: { orgId } })).rejects.toThrow(/only grows/);
});

test("verification finds missing newest entries, and an emptied log", async () => {
  const { scope, orgId } = await identity.organization();
  for (const target of ["one", "two", "three"]) await identity.useCases.audit.append(orgId, draft(target));
  const entries = await identity.stores.audit.listAfter(orgId, null, 10);
  const deleteAfter = (id: string) =>
    withoutTriggers((tx) => tx.auditEntry.deleteMany({ where: { orgId, id: { gt: id } } }));

  await deleteAfter(entries[1]!.id);
  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 2, brokenAt: null, missing: 2 });
  await deleteAfter("");
  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 0, brokenAt: null, missing: 4 });
});

test("verification finds a newest entry that was replaced, although its hash fits the entry before", async () => {
  const { scope, orgId } = await identity.organization();
  await identity.useCases.audit.append(orgId, draft("one"));
  const [, last] = await identity.stores.audit.listAfter(orgId, null, 10);
  const forged = { ...last!, target: "innocent" };
  const hash = createHash("sha256").update(auditChainText(orgId, forged)).digest("hex");

  await withoutTriggers((tx) =>
    tx.auditEntry.updateMany({ where: { orgId, id: forged.id }, data: { target: forged.target, hash } }),
  );

  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 1, brokenAt: forged.id, missing: 0 });
});

test("verification finds an entry that was changed with the triggers off", async () => {
  const { scope, orgId } = await identity.organization();
  for (const target of ["one", "two", "three"]) await identity.useCases.audit.append(orgId, draft(target));
  const entries = await identity.stores.audit.listAfter(orgId, null, 10);
  const forged = entries[2]!;

  await withoutTriggers((tx) =>
    tx.auditEntry.updateMany({ where: { orgId, id: forged.id }, data: { target: "innocent" } }),
  );

  expect(await identity.useCases.audit.verify(scope)).toEqual({ entries: 2, brokenAt: forged.id, missing: 0 });
});

test("exports the log as JSON lines and as CSV, continues an export, and records each", async () => {
  const { scope, orgId } = await identity.organization();
  for (const target of ["one", "two"]) await identity.useCases.audit.append(orgId, draft(target));
  const exported = async (input: z.input<typeof ExportAuditInput>) =>
    textOf(await identity.useCases.audit.export(scope, ExportAuditInput.parse(input)));

  const lines = (await exported({})).trimEnd().split("\n");
  const entries = lines.map((line) => JSON.parse(line) as AuditRecord);
  expect(entries.map(({ action, target }) => [action, target])).toEqual([
    ["organization.created", orgId],
    ["thing.changed", "one"],
    ["thing.changed", "two"],
    ["audit.exported", orgId],
  ]);
  expect(entries.map(({ prevHash }) => prevHash)).toEqual([null, ...entries.slice(0, -1).map(({ hash }) => hash)]);
  expect(await exported({ after: entries[1]!.id, action: "thing." })).toMatch(/^[^\n]*"target":"two"[^\n]*\n$/);
  const csv = (await exported({ format: "csv", action: "thing." })).trimEnd().split("\r\n");
  expect(csv).toHaveLength(3);
});

test("records sign-ins and failed sign-ins", async () => {
  const { scope, owner } = await identity.organization();
  const { accounts, audit } = identity.useCases;
  const client = { ip: "203.0.113.7", userAgent: "Firefox" };
  const { sessionId } = await accounts.signIn({ email: owner.email, password: "correct horse battery" }, client);
  const wrong = accounts.signIn({ email: owner.email, password: "wrong" }, client);
  await expect(wrong).rejects.toMatchObject({ code: "credentials_wrong" });
  await identity.settled();

  const { data } = await audit.list(scope, { limit: 2 });
  expect(data).toMatchObject([
    {
      action: "account.signInFailed",
      actorKind: "anonymous",
      target: owner.userId,
      ip: "203.0.113.7",
      details: { email: owner.email, reason: "credentials_wrong" },
    },
    {
      action: "account.signedIn",
      actorId: owner.userId,
      target: sessionId,
      details: { method: "password", userAgent: "Firefox" },
    },
  ]);
});

test("records at most 20 failed sign-ins of an account per hour", async () => {
  const { scope, owner } = await identity.organization();
  const account = await identity.stores.accounts.find(owner.userId);
  const deps = { accounts: identity.stores.accounts, rateLimiter: identity.rateLimiter };
  for (let count = 0; count < 25; count++) await recordFailedSignIn(deps, account!, "credentials_wrong", {});

  const { data } = await identity.useCases.audit.list(scope, { limit: 100, action: "account.signInFailed" });
  expect(data).toHaveLength(20);
  expect(data.map(({ details }) => "moreThisHour" in (details as object))).toEqual([true, ...Array(19).fill(false)]);
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

test("records changes that members make to their accounts", async () => {
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

test("records revoked sessions, but neither signing out nor revoking nothing", async () => {
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
  const { data } = await audit.list(scope, { limit: 2, action: "account." });
  expect(data.map(({ action, target }) => [action, target])).toEqual([
    ["account.otherSessionsRevoked", owner.userId],
    ["account.sessionRevoked", lost],
  ]);
});

test("records a quota that an operator sets", async () => {
  const { scope, orgId } = await identity.organization();
  const operator = { kind: "operator" as const, id: "usr_op", name: "Op" };
  await identity.useCases.operator.setQuota(operator, { organizationId: orgId, concurrentRunsMax: 50 });
  expect(await identity.useCases.organizations.get(scope)).toMatchObject({ concurrentRunsMax: 50 });
  expect((await identity.useCases.audit.list(scope, { limit: 1 })).data).toMatchObject([
    { action: "organization.quotaSet", actorKind: "operator", details: { concurrentRunsMax: 50 } },
  ]);
});
