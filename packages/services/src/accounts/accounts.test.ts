import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { argon2Hasher } from "./password-hasher";

const PASSWORD = "correct horse battery";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

const client = { ip: "203.0.113.7", userAgent: "Vitest" };
const signIn = (email: string, password = PASSWORD) => identity.useCases.accounts.signIn({ email, password }, client);

test("an account cannot be used before its address is confirmed, and a link works once", async () => {
  const { accounts } = identity.useCases;
  await accounts.signUp({ email: "new@example.com", name: "New", password: PASSWORD }, client);

  await expect(signIn("new@example.com")).rejects.toMatchObject({ code: "email_not_verified" });

  const secret = await identity.mailedSecret("new@example.com");
  await expect(accounts.verifyEmail({ token: secret }, client)).rejects.toMatchObject({ code: "password_required" });
  const input = { token: secret, password: PASSWORD };
  expect(await accounts.verifyEmail(input, client)).toEqual({ email: "new@example.com" });
  await expect(accounts.verifyEmail(input, client)).rejects.toMatchObject({ code: "link_invalid" });
  expect(await signIn("new@example.com")).toMatchObject({ account: { email: "new@example.com" } });
});

test("signing up with a taken address looks the same, and tells its owner by email", async () => {
  const ada = await identity.person("Ada");
  const { accounts } = identity.useCases;

  await accounts.signUp({ email: ada.email, name: "Eve", password: "another sound passphrase" }, client);

  const [mail] = await identity.stores.mails.listAll(1);
  expect(mail).toMatchObject({ to: ada.email, subject: "You already have a Millrace account" });
  await expect(signIn(ada.email, "another sound passphrase")).rejects.toMatchObject({ code: "credentials_wrong" });
});

test("a wrong password and an unknown address are rejected with the same words", async () => {
  const ada = await identity.person("Ada");
  const wrong = await signIn(ada.email, "wrong password").catch((error: Error) => error);
  const unknown = await signIn("nobody@example.com").catch((error: Error) => error);
  expect(wrong).toMatchObject({ code: "credentials_wrong", message: (unknown as Error).message });
});

test("the eleventh attempt on an account within a minute is refused, even with the right password", async () => {
  const ada = await identity.person("Ada");
  for (let attempt = 1; attempt <= 10; attempt++) {
    await expect(signIn(ada.email, "wrong password")).rejects.toMatchObject({ code: "credentials_wrong" });
  }
  await expect(signIn(ada.email)).rejects.toMatchObject({
    code: "too_many_attempts",
    retryAfterSeconds: expect.any(Number),
  });
});

test("a revoked session ends at once, one that is not used ends after 30 days", async () => {
  const { accounts } = identity.useCases;
  const ada = await identity.person("Ada");
  const [first, second] = [await signIn(ada.email), await signIn(ada.email)];

  await accounts.revokeSession(ada.actor, first.sessionId);
  expect(await accounts.resumeSession(first.sessionId)).toBeNull();
  expect((await accounts.listSessions(ada.userId)).map(({ id }) => id)).toEqual([second.sessionId]);

  identity.clock.advance(29 * DAY_MS);
  expect(await accounts.resumeSession(second.sessionId)).not.toBeNull();
  identity.clock.advance(29 * DAY_MS);
  expect(await accounts.resumeSession(second.sessionId)).not.toBeNull();
  identity.clock.advance(31 * DAY_MS);
  expect(await accounts.resumeSession(second.sessionId)).toBeNull();
});

test("no one can revoke another person's session", async () => {
  const [ada, eve] = [await identity.person("Ada"), await identity.person("Eve")];
  const { sessionId } = await signIn(ada.email);
  await expect(identity.useCases.accounts.revokeSession(eve.actor, sessionId)).rejects.toMatchObject({
    kind: "notFound",
  });
  expect(await identity.useCases.accounts.resumeSession(sessionId)).not.toBeNull();
});

test("a password reset ends every session and its link does not outlive an hour", async () => {
  const { accounts } = identity.useCases;
  const ada = await identity.person("Ada");
  const { sessionId } = await signIn(ada.email);

  await accounts.requestReset({ email: ada.email }, client);
  const late = await identity.mailedSecret(ada.email);
  identity.clock.advance(61 * MINUTE_MS);
  await expect(accounts.resetPassword({ token: late, password: "a brand new one" })).rejects.toMatchObject({
    code: "link_invalid",
  });

  await accounts.requestReset({ email: ada.email }, client);
  await accounts.resetPassword({ token: await identity.mailedSecret(ada.email), password: "a brand new one" });
  expect(await accounts.resumeSession(sessionId)).toBeNull();
  expect(await signIn(ada.email, "a brand new one")).toMatchObject({ account: { id: ada.userId } });
});

test("changing the password needs the current one and keeps only the session that changed it", async () => {
  const { accounts } = identity.useCases;
  const ada = await identity.person("Ada");
  const [here, there] = [await signIn(ada.email), await signIn(ada.email)];

  const wrong = accounts.changePassword(ada.actor, here.sessionId, { current: "wrong", password: "a brand new one" });
  await expect(wrong).rejects.toMatchObject({ details: [{ pointer: "/current" }] });
  await accounts.changePassword(ada.actor, here.sessionId, { current: PASSWORD, password: "a brand new one" });

  expect(await accounts.resumeSession(here.sessionId)).not.toBeNull();
  expect(await accounts.resumeSession(there.sessionId)).toBeNull();
});

test("an address changes only through the link that was mailed to the new one", async () => {
  const { accounts } = identity.useCases;
  const ada = await identity.person("Ada");
  const next = `ada-${crypto.randomUUID()}@example.com`;
  await accounts.requestEmailChange(ada.userId, { email: next, password: PASSWORD });
  expect(await accounts.find(ada.userId)).toMatchObject({ email: ada.email });

  await accounts.verifyEmail({ token: await identity.mailedSecret(next) }, client);

  expect(await accounts.find(ada.userId)).toMatchObject({ email: next });
  const [told] = await identity.stores.mails.listAll(1);
  expect(told).toMatchObject({ to: ada.email, text: expect.stringContaining(next) });
});

test("a new password ends the links that were mailed before it: none moves the account to another address", async () => {
  const { accounts } = identity.useCases;
  const ada = await identity.person("Ada");
  await accounts.requestEmailChange(ada.userId, { email: "thief@example.com", password: PASSWORD });
  const toThief = await identity.mailedSecret("thief@example.com");
  await accounts.requestReset({ email: ada.email }, client);
  const first = await identity.mailedSecret(ada.email);
  await accounts.requestReset({ email: ada.email }, client);
  const second = await identity.mailedSecret(ada.email);

  await accounts.resetPassword({ token: second, password: "a new password of hers" });

  await expect(accounts.verifyEmail({ token: toThief }, client)).rejects.toMatchObject({ code: "link_invalid" });
  await expect(accounts.resetPassword({ token: first, password: "his password now" })).rejects.toMatchObject({
    code: "link_invalid",
  });
  expect(await signIn(ada.email, "a new password of hers")).toMatchObject({ account: { email: ada.email } });
});

test("keeps no password of someone who signed up with another person's address", async () => {
  const { accounts } = identity.useCases;
  const email = `owner-${crypto.randomUUID()}@example.com`;
  await accounts.signUp({ email, name: "Squatter", password: PASSWORD }, client);
  const token = await identity.mailedSecret(email);
  const [mail] = await identity.stores.mails.listAll(1);
  expect(mail?.text).not.toContain("Squatter");

  await expect(accounts.verifyEmail({ token, password: "a guess of the owner" }, client)).rejects.toMatchObject({
    code: "password_wrong",
  });
  await accounts.requestReset({ email }, client);
  await accounts.resetPassword({ token: await identity.mailedSecret(email), password: "the owner's own password" });

  await expect(signIn(email)).rejects.toMatchObject({ code: "credentials_wrong" });
  expect(await signIn(email, "the owner's own password")).toMatchObject({ account: { email } });
});

test("GitHub takes over an account whose address no one confirmed, without its password", async () => {
  const { accounts } = identity.useCases;
  const email = `victim-${crypto.randomUUID()}@example.com`;
  await accounts.signUp({ email, name: "Squatter", password: PASSWORD }, client);

  const github = { provider: "github", providerAccountId: email, email, isEmailVerified: true, name: "Victim" };
  const { account } = await accounts.signInOauth(github, client);

  expect(account).toMatchObject({ email, passwordHash: null, emailVerifiedAt: expect.any(Date) });
  await expect(signIn(email)).rejects.toMatchObject({ code: "credentials_wrong" });
  expect((await accounts.signInOauth(github, client)).account.id).toBe(account.id);
});

test("a provider that does not vouch for an address gets no one in", async () => {
  const ada = await identity.person("Ada");
  const profile = { provider: "github", providerAccountId: "9", email: ada.email, isEmailVerified: false, name: "Eve" };
  await expect(identity.useCases.accounts.signInOauth(profile, client)).rejects.toMatchObject({
    code: "email_not_verified",
  });
});

test("passwords are kept as argon2id with 19 MiB", async () => {
  const hash = await argon2Hasher.hash(PASSWORD);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await argon2Hasher.verify(hash, PASSWORD)).toBe(true);
  expect(await argon2Hasher.verify(hash, "another")).toBe(false);
});
