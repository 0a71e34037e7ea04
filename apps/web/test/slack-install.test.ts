import { type FakeSlack, startFakeSlack } from "@millrace/harness/fake-slack";
import { slackTokenContext } from "@millrace/services/alerts";
import { createSecretBox } from "@millrace/services/variables";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { beginSlackInstall } from "../src/server/slack/begin-install";
import { finishSlackInstall } from "../src/server/slack/finish-install";
import { signUpOwner, startWebServer, type TestWebServer } from "./web-server";

const ORIGIN = "https://millrace.test";
const NONCE = "__Host-millrace-slack-install";
const INVALID = { status: 400, code: "slack_install_invalid" };

let slack: FakeSlack;
let server: TestWebServer;
let ada: Awaited<ReturnType<typeof signUpOwner>>;
let eve: Awaited<ReturnType<typeof signUpOwner>>;

beforeAll(async () => {
  slack = await startFakeSlack();
  server = await startWebServer({
    SLACK_CLIENT_ID: "123.456",
    SLACK_CLIENT_SECRET: "client-secret",
    SLACK_API_URL: slack.apiUrl,
  });
  [ada, eve] = [await signUpOwner(server, "Ada"), await signUpOwner(server, "Eve")];
});
afterAll(async () => {
  await server.close();
  await slack.stop();
});
beforeEach(async () => {
  slack.heal();
  await server.db.prisma.slackInstallation.deleteMany();
});

const cookies = new Map<string, string>();
async function sessionOf(email: string): Promise<string> {
  const known = cookies.get(email);
  if (known) return known;
  const { sessionId } = await server.useCases.accounts.signIn({ email, password: "correct horse battery" }, {});
  const token = await encode({ token: { sid: sessionId }, secret: server.env.MILLRACE_SECRET });
  cookies.set(email, `__Host-millrace-session=${token}`);
  return sessionOf(email);
}

/** Presses the button in Settings › Slack. */
async function begin(person: { email: string }, slug: string, headers: Record<string, string> = { origin: ORIGIN }) {
  const request = new Request(`${ORIGIN}/api/o/${slug}/slack`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: await sessionOf(person.email), ...headers },
  });
  const response = await beginSlackInstall(server, request, slug);
  const cookie = response.headers.get("set-cookie") ?? "";
  const body = (await response.json()) as { url?: string; code?: string };
  const state = body.url ? (new URL(body.url).searchParams.get("state") ?? "") : "";
  return { status: response.status, code: body.code, url: body.url, cookie, state, nonce: cookie.split(";")[0] ?? "" };
}

/** Comes back from Slack, with the session of a person and the cookie of a browser. */
async function comeBack(person: { email: string }, nonce: string, state: string, query: Record<string, string> = {}) {
  const search = new URLSearchParams({ state, code: "good", ...query });
  if (query.code === "") search.delete("code");
  const request = new Request(`${ORIGIN}/api/slack/callback?${search}`, {
    headers: { cookie: `${await sessionOf(person.email)}; ${nonce}` },
  });
  const response = await finishSlackInstall(server, request);
  const { code } = (response.status === 302 ? {} : await response.json()) as { code?: string };
  return { status: response.status, location: response.headers.get("location"), response, code };
}

const connected = () => server.db.prisma.slackInstallation.findMany();
const settings = (slug: string) => `${ORIGIN}/o/${slug}/settings/slack`;

test("connects a workspace, with its token encrypted for this organization only", async () => {
  const begun = await begin(ada, ada.slug);
  expect(begun.cookie).toMatch(
    new RegExp(`^${NONCE}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure$`),
  );
  expect(new URL(begun.url ?? "").searchParams.get("redirect_uri")).toBe(`${ORIGIN}/api/slack/callback`);

  const { status, location, response } = await comeBack(ada, begun.nonce, begun.state);
  expect([status, location]).toEqual([302, settings(ada.slug)]);
  expect(response.headers.get("set-cookie")).toContain(`${NONCE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`);

  const [stored] = await connected();
  expect(stored).toMatchObject({ orgId: ada.orgId, teamId: "T0FAKE", installedBy: ada.userId });
  const sealed = { keyId: stored?.keyId ?? "", ciphertext: stored?.botToken ?? new Uint8Array() };
  expect(Buffer.from(sealed.ciphertext).toString("latin1")).not.toContain("xoxb");
  const box = createSecretBox(server.env.MILLRACE_ENCRYPTION_KEYS);
  expect(box.open(sealed, slackTokenContext(ada.orgId, "T0FAKE"))).toBe("xoxb-fake-installed");
  expect(() => box.open(sealed, slackTokenContext(eve.orgId, "T0FAKE"))).toThrow();
  expect(slack.workspace.calls.at(-1)?.body).toMatchObject({ redirect_uri: `${ORIGIN}/api/slack/callback` });
  const entry = { action: "slack.connected", actorName: "Ada", details: { teamId: "T0FAKE" } };
  expect(
    await server.db.prisma.auditEntry.findFirst({ where: { orgId: ada.orgId }, orderBy: { id: "desc" } }),
  ).toMatchObject(entry);
});

test("rejects an installation without the cookie of the browser that began it", async () => {
  const [mine, another] = [await begin(ada, ada.slug), await begin(ada, ada.slug)];
  expect(await comeBack(ada, "", mine.state)).toMatchObject(INVALID);
  expect(await comeBack(ada, another.nonce, mine.state)).toMatchObject(INVALID);
  expect(await comeBack(ada, mine.nonce, "forged.state")).toMatchObject(INVALID);
  expect(await connected()).toEqual([]);
});

test("rejects an installation that was finished before", async () => {
  const begun = await begin(ada, ada.slug);
  expect((await comeBack(ada, begun.nonce, begun.state)).status).toBe(302);
  const before = await connected();
  expect(await comeBack(ada, begun.nonce, begun.state)).toMatchObject(INVALID);
  expect(await connected()).toEqual(before);
});

test("rejects a person other than the one who began, even with the cookie", async () => {
  const begun = await begin(eve, eve.slug);
  expect(await comeBack(ada, begun.nonce, begun.state)).toMatchObject({
    status: 403,
    code: "slack_install_other_person",
  });
  expect(await connected()).toEqual([]);
});

test("rejects people who lost the role or the membership since they began", async () => {
  const begun = await begin(ada, ada.slug);
  const where = { orgId_userId: { orgId: ada.orgId, userId: ada.userId } };
  const membership = await server.db.prisma.membership.update({ where, data: { role: "editor" } });
  expect(await comeBack(ada, begun.nonce, begun.state)).toMatchObject({ status: 403, code: "permission_missing" });
  await server.db.prisma.membership.delete({ where });
  expect(await comeBack(ada, begun.nonce, begun.state)).toMatchObject({ status: 404, code: "organization_not_found" });
  expect(await connected()).toEqual([]);
  await server.db.prisma.membership.create({ data: { ...membership, role: "owner" } });
});

test("begins only for people with the permission, and from the dashboard's own pages", async () => {
  expect(await begin(eve, ada.slug)).toMatchObject({ status: 404, cookie: "" });
  expect(await begin(ada, ada.slug, { origin: "https://evil.example" })).toMatchObject({
    status: 403,
    code: "cross_site_request",
    cookie: "",
  });
  const where = { orgId_userId: { orgId: ada.orgId, userId: ada.userId } };
  await server.db.prisma.membership.update({ where, data: { role: "editor" } });
  expect(await begin(ada, ada.slug)).toMatchObject({ status: 403, code: "permission_missing", cookie: "" });
  expect(
    await server.db.prisma.auditEntry.findFirst({ where: { orgId: ada.orgId }, orderBy: { id: "desc" } }),
  ).toMatchObject({ action: "authorization.denied", target: "slack.connect" });
  await server.db.prisma.membership.update({ where, data: { role: "owner" } });
});

test.each([
  ["the person cancels", { code: "", error: "access_denied" }, undefined, "slack_canceled"],
  ["Slack rejects the code", { code: "bad" }, undefined, "slack_rejected"],
  ["Slack returns a page that isn't JSON", {}, { kind: "html" }, "slack_unreachable"],
  ["Slack returns JSON that isn't its own", {}, { kind: "withoutOk" }, "slack_unreachable"],
  ["Slack fails", {}, { kind: "status", status: 500 }, "slack_unreachable"],
] as const)("returns to the settings with the reason when %s", async (_, query, fault, error) => {
  if (fault) slack.fail({ method: "oauth.v2.access", ...fault });
  const begun = await begin(ada, ada.slug);
  const { status, location } = await comeBack(ada, begun.nonce, begun.state, query);
  expect([status, location]).toEqual([302, `${settings(ada.slug)}?error=${error}`]);
  expect(await connected()).toEqual([]);
});
