import { openIdentity } from "@millrace/harness";
import { generateSync } from "otplib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isSecondFactorRequired } from "./sign-in-ticket";

const PASSWORD = "correct horse battery";
const client = { ip: "203.0.113.7", userAgent: "Vitest" };
type Person = Awaited<ReturnType<typeof identity.person>>;

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

const codeAt = (secret: string, stepsAhead = 0) =>
  generateSync({ secret, epoch: Math.floor(identity.clock.now().getTime() / 1_000) + stepsAhead * 30 });
const nextStep = () => identity.clock.advance(30_000);

const signIn = (email: string, password = PASSWORD) => identity.useCases.accounts.signIn({ email, password }, client);

/** The first step of a person's sign-in, which ends with a ticket. */
async function ticketOf(email: string, password = PASSWORD): Promise<string> {
  const error = await signIn(email, password).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isSecondFactorRequired(error)) throw new Error("no second factor is required", { cause: error });
  return error.ticket;
}

const finish = (ticket: string, code: string) => identity.useCases.accounts.finishSignIn(ticket, { code }, client);

async function withTotp() {
  const person = await identity.person("Ada");
  const { secondFactors } = identity.useCases.accounts;
  const { sessionId } = await signIn(person.email);
  const { secret } = await secondFactors.beginTotp(person.actor, { password: PASSWORD });
  const { recoveryCodes } = await secondFactors.confirmTotp(person.actor, sessionId, { code: codeAt(secret) });
  nextStep();
  return { ...person, sessionId, secret, recoveryCodes: recoveryCodes ?? [] };
}

const newestMail = async ({ email }: Person) =>
  (await identity.stores.mails.listAll(100)).find((mail) => mail.to === email);

test("signing in with a password alone opens no session once an authenticator app is set up", async () => {
  const ada = await withTotp();
  const before = await identity.useCases.accounts.listSessions(ada.userId);
  const ticket = await ticketOf(ada.email);
  expect(await identity.useCases.accounts.resumeSession(ticket)).toBeNull();
  expect(await identity.useCases.accounts.listSessions(ada.userId)).toEqual(before);

  const { sessionId } = await finish(ticket, codeAt(ada.secret));
  expect(await identity.useCases.accounts.resumeSession(sessionId)).toMatchObject({ account: { id: ada.userId } });
});

test("an app that wasn't confirmed with a code isn't required", async () => {
  const person = await identity.person("Ada");
  const { secondFactors } = identity.useCases.accounts;
  const { sessionId } = await signIn(person.email);
  const { secret, uri } = await secondFactors.beginTotp(person.actor, { password: PASSWORD });
  expect(new URL(uri).searchParams.get("secret")).toBe(secret);
  await expect(secondFactors.confirmTotp(person.actor, sessionId, { code: "000000" })).rejects.toMatchObject({
    code: "code_wrong",
  });
  expect(await signIn(person.email)).toMatchObject({ sessionId: expect.any(String) });
});

test("encrypts the app's secret for its account", async () => {
  const ada = await withTotp();
  const stored = await identity.db.prisma.totpFactor.findUniqueOrThrow({ where: { userId: ada.userId } });
  expect(Buffer.from(stored.secret).toString("latin1")).not.toContain(ada.secret);
});

test("the first factor ends the sessions that were opened with a password alone", async () => {
  const person = await identity.person("Ada");
  const other = await signIn(person.email);
  const { secondFactors } = identity.useCases.accounts;
  const here = await signIn(person.email);
  const { secret } = await secondFactors.beginTotp(person.actor, { password: PASSWORD });
  await secondFactors.confirmTotp(person.actor, here.sessionId, { code: codeAt(secret) });
  expect(await identity.useCases.accounts.resumeSession(other.sessionId)).toBeNull();
  expect(await identity.useCases.accounts.resumeSession(here.sessionId)).not.toBeNull();
});

test("accepts a code once, and none older than the last", async () => {
  const ada = await withTotp();
  const [older, newer] = [codeAt(ada.secret), codeAt(ada.secret, 1)];
  await finish(await ticketOf(ada.email), newer);
  for (const code of [newer, older]) {
    await expect(finish(await ticketOf(ada.email), code)).rejects.toMatchObject({ code: "second_factor_wrong" });
  }
});

test("accepts one of two sign-ins with the same code at the same time", async () => {
  const ada = await withTotp();
  const tickets = [await ticketOf(ada.email), await ticketOf(ada.email)];
  const results = await Promise.allSettled(tickets.map((ticket) => finish(ticket, codeAt(ada.secret))));
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a ticket is usable once, for ten minutes, and for five attempts", async () => {
  const ada = await withTotp();
  const used = await ticketOf(ada.email);
  await finish(used, codeAt(ada.secret));
  nextStep();
  await expect(finish(used, codeAt(ada.secret))).rejects.toMatchObject({ code: "sign_in_expired" });

  const guessed = await ticketOf(ada.email);
  for (let attempt = 1; attempt <= 5; attempt++) {
    await expect(finish(guessed, "000000")).rejects.toMatchObject({ code: "second_factor_wrong" });
  }
  await expect(finish(guessed, codeAt(ada.secret))).rejects.toMatchObject({ code: "sign_in_expired" });

  const late = await ticketOf(ada.email);
  identity.clock.advance(10 * 60_000);
  await expect(finish(late, codeAt(ada.secret))).rejects.toMatchObject({ code: "sign_in_expired" });
});

test("allows 20 attempts per hour, whatever the tickets", async () => {
  const ada = await withTotp();
  for (let round = 1; round <= 4; round++) {
    const ticket = await ticketOf(ada.email);
    for (let attempt = 1; attempt <= 5; attempt++) await finish(ticket, "000000").catch(() => undefined);
  }
  await expect(finish(await ticketOf(ada.email), codeAt(ada.secret))).rejects.toMatchObject({
    code: "too_many_attempts",
  });
});

test("shows ten recovery codes, each of which signs in once, and sends an email when one is used", async () => {
  const ada = await withTotp();
  expect(new Set(ada.recoveryCodes).size).toBe(10);
  const [code = ""] = ada.recoveryCodes;
  const stored = await identity.db.prisma.recoveryCode.findMany({ where: { userId: ada.userId } });
  expect(JSON.stringify(stored)).not.toContain(code);

  expect(await finish(await ticketOf(ada.email), code.toUpperCase())).toMatchObject({ account: { id: ada.userId } });
  expect((await newestMail(ada))?.text).toContain("You have 9 left");
  await expect(finish(await ticketOf(ada.email), code)).rejects.toMatchObject({ code: "second_factor_wrong" });
});

test("another person's recovery code opens nothing", async () => {
  const [ada, eve] = [await withTotp(), await withTotp()];
  await expect(finish(await ticketOf(ada.email), eve.recoveryCodes[0] ?? "")).rejects.toMatchObject({
    code: "second_factor_wrong",
  });
});

test("replacing the recovery codes requires the password and ends the earlier ones", async () => {
  const ada = await withTotp();
  const { secondFactors } = identity.useCases.accounts;
  await expect(secondFactors.replaceRecoveryCodes(ada.actor, { password: "wrong" })).rejects.toMatchObject({
    code: "password_wrong",
  });
  const { codes } = await secondFactors.replaceRecoveryCodes(ada.actor, { password: PASSWORD });
  await expect(finish(await ticketOf(ada.email), ada.recoveryCodes[0] ?? "")).rejects.toMatchObject({
    code: "second_factor_wrong",
  });
  expect(await finish(await ticketOf(ada.email), codes[0] ?? "")).toMatchObject({ account: { id: ada.userId } });
});

test("removing the app requires the password, is mailed, and takes the recovery codes with it", async () => {
  const ada = await withTotp();
  const { secondFactors } = identity.useCases.accounts;
  await expect(secondFactors.removeTotp(ada.actor, { password: "wrong" })).rejects.toMatchObject({
    code: "password_wrong",
  });
  await secondFactors.removeTotp(ada.actor, { password: PASSWORD });
  expect((await newestMail(ada))?.subject).toBe("Two-factor authentication: removed from your Millrace account");
  expect(await secondFactors.list(ada.userId)).toEqual({ totpAddedAt: null, passkeys: [], recoveryCodesLeft: 0 });
  expect(await signIn(ada.email)).toMatchObject({ sessionId: expect.any(String) });
});

test("a password reset doesn't bypass the second factor, and ends sign-ins between their steps", async () => {
  const ada = await withTotp();
  const begun = await ticketOf(ada.email);
  await identity.useCases.accounts.requestReset({ email: ada.email }, client);
  const password = "a brand new passphrase";
  await identity.useCases.accounts.resetPassword({ token: await identity.mailedSecret(ada.email), password });

  await expect(finish(begun, codeAt(ada.secret))).rejects.toMatchObject({ code: "sign_in_expired" });
  expect(await ticketOf(ada.email, password)).toEqual(expect.any(String));
});

test("GitHub doesn't bypass the second factor", async () => {
  const ada = await withTotp();
  const profile = { provider: "github", providerAccountId: ada.userId, email: ada.email, name: "Ada" };
  const attempt = identity.useCases.accounts.signInOauth({ ...profile, isEmailVerified: true }, client);
  await expect(attempt).rejects.toMatchObject({ code: "second_factor_required" });
});

test("records additions, uses, and failures in the audit logs of the person's organizations", async () => {
  const { orgId, owner } = await identity.organization();
  const { secondFactors } = identity.useCases.accounts;
  const { sessionId } = await signIn(owner.email);
  const { secret } = await secondFactors.beginTotp(owner.actor, { password: PASSWORD });
  const { recoveryCodes } = await secondFactors.confirmTotp(owner.actor, sessionId, { code: codeAt(secret) });
  await finish(await ticketOf(owner.email), "000000").catch(() => undefined);
  await finish(await ticketOf(owner.email), recoveryCodes?.[0] ?? "");
  await secondFactors.removeTotp(owner.actor, { password: PASSWORD });

  const entries = await identity.stores.audit.list(orgId, { limit: 20, action: "account" });
  expect(entries.map(({ action }) => action).reverse()).toEqual([
    "account.signedIn",
    "account.totpAdded",
    "account.signInFailed",
    "account.recoveryCodeUsed",
    "account.signedIn",
    "account.totpRemoved",
  ]);
  expect(entries[1]?.details).toMatchObject({ method: "password+recoveryCode" });
});
