import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieOf } from "../src/server/auth/session-reader";
import { signUpOwner, startWebServer, type TestWebServer } from "./web-server";

const SECRET = "a secret of tests that is long enough";
let server: TestWebServer;
let ada: Awaited<ReturnType<typeof signUpOwner>>;
beforeAll(async () => {
  server = await startWebServer({ PLATFORM_OPERATORS: "ada@example.com", MILLRACE_EMBEDDED: "0" });
  ada = await signUpOwner(server, "Ada");
});
afterAll(() => server.close());

async function signIn(): Promise<string> {
  const input = { email: ada.email, password: "correct horse battery" };
  return (await server.useCases.accounts.signIn(input, {})).sessionId;
}

async function userOf(claims: Record<string, unknown>, options: { secret?: string; name?: string } = {}) {
  const token = await encode({ token: claims, secret: options.secret ?? SECRET });
  const name = options.name ?? "__Host-millrace-session";
  const request = new Request("https://millrace.test", { headers: { cookie: `other=1; ${name}=${token}` } });
  return server.readSession(cookieOf(request));
}

test("resolves a session cookie to its user, and to an operator by confirmed email", async () => {
  const sid = await signIn();
  expect(await userOf({ sid })).toMatchObject({ id: ada.userId, sessionId: sid, isVerified: true, isOperator: true });
});

test("rejects a revoked session's cookie immediately", async () => {
  const sid = await signIn();
  await server.useCases.accounts.signOut(ada.userId, sid);
  expect(await userOf({ sid })).toBeNull();
});

test("rejects a cookie that is signed with another secret, names no session, or isn't host-bound", async () => {
  const sid = await signIn();
  expect(await userOf({ sid }, { secret: "another secret that is long enough" })).toBeNull();
  expect(await userOf({ sub: ada.userId })).toBeNull();
  expect(await userOf({ sid }, { name: "millrace-session" })).toBeNull();
  const garbage = new Request("https://millrace.test", { headers: { cookie: "__Host-millrace-session=%E0%A4%A" } });
  expect(await server.readSession(cookieOf(garbage))).toBeNull();
});

test("hides the outbox where emails are delivered or the installation isn't local", async () => {
  const response = await server.handleTrpc(new Request("https://millrace.test/api/trpc/mail.list"));
  expect(response.status).toBe(404);
});
