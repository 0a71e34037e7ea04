import { openIdentity } from "@millrace/harness";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isSecondFactorRequired } from "./sign-in-ticket";
import { softwareAuthenticator } from "./software-authenticator.fixture";

const PASSWORD = "correct horse battery";
const SITE = { origin: "https://millrace.test", rpId: "millrace.test" };
const WRONG = { code: "second_factor_wrong" };
const client = { ip: "203.0.113.7", userAgent: "Vitest" };

let identity: Awaited<ReturnType<typeof openIdentity>>;
beforeAll(async () => {
  identity = await openIdentity();
});
afterAll(() => identity.close());

type Authenticator = ReturnType<typeof softwareAuthenticator>;

async function withPasskey(authenticator: Authenticator = softwareAuthenticator(SITE)) {
  const person = await identity.person("Ada");
  const { accounts } = identity.useCases;
  const { sessionId } = await accounts.signIn({ email: person.email, password: PASSWORD }, client);
  const { challenge } = await accounts.secondFactors.beginPasskey(person.actor, sessionId, { password: PASSWORD });
  const finish = () =>
    accounts.secondFactors.finishPasskey(person.actor, sessionId, {
      name: "Laptop",
      response: authenticator.create(challenge),
    });
  return { ...person, sessionId, authenticator, finish };
}

const begin = (ticket?: string) => identity.useCases.accounts.beginPasskeySignIn(ticket, client);
const signInWith = (ticket: string, passkey: ReturnType<Authenticator["get"]>) =>
  identity.useCases.accounts.finishSignIn(ticket, { passkey }, client);

test("a passkey signs in without a password, and brings recovery codes when it is the first factor", async () => {
  const ada = await withPasskey();
  expect((await ada.finish()).recoveryCodes).toHaveLength(10);
  const { options, ticket } = await begin();
  expect(options).toMatchObject({ rpId: "millrace.test", userVerification: "required", allowCredentials: [] });
  const { account } = await signInWith(ticket, ada.authenticator.get(options.challenge));
  expect(account.id).toBe(ada.userId);
});

test("a challenge is answered once, by the browser that it was given to", async () => {
  const ada = await withPasskey();
  await ada.finish();
  const [one, other] = [await begin(), await begin()];
  await expect(signInWith(other.ticket, ada.authenticator.get(one.options.challenge))).rejects.toMatchObject(WRONG);
  const answer = ada.authenticator.get(one.options.challenge);
  await signInWith(one.ticket, answer);
  await expect(signInWith(one.ticket, answer)).rejects.toMatchObject({ code: "sign_in_expired" });
});

test("a challenge to add a passkey is answered once, and within five minutes", async () => {
  const ada = await withPasskey();
  await ada.finish();
  await expect(ada.finish()).rejects.toMatchObject({ code: "passkey_setup_expired" });
  const eve = await withPasskey();
  identity.clock.advance(5 * 60_000);
  await expect(eve.finish()).rejects.toMatchObject({ code: "passkey_setup_expired" });
});

test("rejects a passkey of another site, and one that didn't verify the person", async () => {
  const foreign = await withPasskey(softwareAuthenticator({ origin: "https://evil.test", rpId: "millrace.test" }));
  await expect(foreign.finish()).rejects.toMatchObject({ code: "passkey_invalid" });
  const ada = await withPasskey();
  await ada.finish();
  const { options, ticket } = await begin();
  const unverified = ada.authenticator.get(options.challenge, { isVerified: false });
  await expect(signInWith(ticket, unverified)).rejects.toMatchObject(WRONG);
});

test("another person's passkey isn't the second step of a sign-in", async () => {
  const [ada, eve] = [await withPasskey(), await withPasskey()];
  await Promise.all([ada.finish(), eve.finish()]);
  const error = await identity.useCases.accounts
    .signIn({ email: ada.email, password: PASSWORD }, client)
    .catch((reason: unknown) => reason);
  if (!isSecondFactorRequired(error)) throw new Error("no second factor is required", { cause: error });
  const { options, ticket } = await begin(error.ticket);
  expect(ticket).toBe(error.ticket);
  await expect(signInWith(ticket, eve.authenticator.get(options.challenge))).rejects.toMatchObject(WRONG);
  const again = await begin(ticket);
  const { account } = await signInWith(ticket, ada.authenticator.get(again.options.challenge));
  expect(account.id).toBe(ada.userId);
});
