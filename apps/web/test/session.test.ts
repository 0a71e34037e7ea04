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

test("the cookie of a session names the person behind it, and an operator by the confirmed address", async () => {
  const sid = await signIn();
  expect(await userOf({ sid })).toMatchObject({ id: ada.userId, sessionId: sid, isVerified: true, isOperator: true });
});

test("a revoked session's cookie is nobody's, at once", async () => {
  const sid = await signIn();
  await server.useCases.accounts.signOut(ada.userId, sid);
  expect(await userOf({ sid })).toBeNull();
});

test("a cookie that another secret signed, that names no session, or that is not host-bound is nobody's", async () => {
  const sid = await signIn();
  expect(await userOf({ sid }, { secret: "another secret that is long enough" })).toBeNull();
  expect(await userOf({ sub: ada.userId })).toBeNull();
  expect(await userOf({ sid }, { name: "millrace-session" })).toBeNull();
  const garbage = new Request("https://millrace.test", { headers: { cookie: "__Host-millrace-session=%E0%A4%A" } });
  expect(await server.readSession(cookieOf(garbage))).toBeNull();
});

test("the outbox is not shown where mails are delivered or the machine is not one's own", async () => {
  const response = await server.handleTrpc(new Request("https://millrace.test/api/trpc/mail.list"));
  expect(response.status).toBe(404);
});
