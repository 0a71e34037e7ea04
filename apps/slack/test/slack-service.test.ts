import { randomBytes } from "node:crypto";
import { createDb, createSlackInstallationStore, type Db } from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, testRedis } from "@millrace/harness";
import { type FakeSlack, signedHeaders, startFakeSlack } from "@millrace/harness/fake-slack";
import { createPublisher } from "@millrace/queue";
import { createInstallState } from "@millrace/services/alerts";
import { createSecretBox } from "@millrace/services/variables";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Env, readEnv, startSlackService } from "../src";
import { sealedTo } from "../src/delivery/tokens";

const SIGNING_SECRET = "signing-secret";
const SECRET = "s".repeat(32);
const KEYS = `k1:${randomBytes(32).toString("base64")}`;

let db: Db;
let slack: FakeSlack;
let org: SeededOrganization;
let redisUrl: string;
let url: string;
let env: Env;
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  const redis = await testRedis();
  redisUrl = redis.url;
  db = createDb({ url: database.url });
  slack = await startFakeSlack();
  org = await seedOrganization(db);
  await db.prisma.user.create({ data: { id: "usr_1", email: "ada@example.com", name: "Ada" } });
  await db.prisma.membership.create({ data: { orgId: org.orgId, userId: "usr_1", role: "admin" } });
  env = readEnv({
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    MILLRACE_URL: "https://millrace.example",
    MILLRACE_SECRET: SECRET,
    MILLRACE_ENCRYPTION_KEYS: KEYS,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_CLIENT_ID: "123.456",
    SLACK_CLIENT_SECRET: "client-secret",
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: "error",
  });
  const service = await startSlackService(env);
  url = `http://127.0.0.1:${service.port}`;
  cleanups.push(
    () => service.stop(),
    () => slack.stop(),
    () => db.close(),
    () => database.drop(),
  );
});

afterAll(async () => {
  for (const cleanup of cleanups) await cleanup();
});

const click = (timestampSeconds: number, secret = SIGNING_SECRET) => {
  const payload = {
    type: "block_actions",
    team: { id: "T0FAKE" },
    user: { id: "U1" },
    actions: [{ action_id: "open_run", type: "button" }],
    response_url: "",
  };
  const body = new URLSearchParams({
    payload: JSON.stringify({ ...payload, nonce: randomBytes(4).toString("hex") }),
  }).toString();
  return { method: "POST", body, headers: signedHeaders(secret, body, timestampSeconds) };
};
const nowSeconds = () => Math.floor(Date.now() / 1_000);
const install = (state: string, code = "good") =>
  fetch(`${url}/slack/oauth_redirect?${new URLSearchParams({ state, code })}`, { redirect: "manual" });
const slug = () => org.orgId.replace("_", "-");
const state = () => createInstallState({ orgId: org.orgId, orgSlug: slug(), userId: "usr_1" }, SECRET, new Date());

test("the service says that it lives, that it is ready, and what it counts", async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: "ok" });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain("alert_deliveries_total");
});

test.each([
  ["from the past", -330],
  ["from the future", 330],
])("a request with a time stamp %s is refused", async (_, offset) => {
  expect((await fetch(`${url}/slack/events`, click(nowSeconds() + offset))).status).toBe(401);
});

test("a request that Slack did not sign is refused", async () => {
  expect((await fetch(`${url}/slack/events`, click(nowSeconds(), "another secret"))).status).toBe(401);
});

test("nothing is remembered of a request that Slack did not sign, however often it comes", async () => {
  const forged = click(nowSeconds(), "another secret");
  for (let time = 1; time <= 3; time++) {
    const answer = await fetch(`${url}/slack/events`, forged);
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
  }
});

test("an installation keeps the token sealed, for this organization only", async () => {
  const answer = await install(state());
  expect(answer.status).toBe(302);
  expect(answer.headers.get("location")).toBe(`https://millrace.example/o/${slug()}/settings/slack`);

  const stored = await createSlackInstallationStore(db).findActive(org.orgId);
  const sealed = { keyId: stored?.keyId ?? "", ciphertext: stored?.botToken ?? new Uint8Array() };
  expect(Buffer.from(sealed.ciphertext).toString("latin1")).not.toContain("xoxb");
  expect(createSecretBox(KEYS).open(sealed, sealedTo(org.orgId, "T0FAKE"))).toBe("xoxb-fake-installed");
  expect(() => createSecretBox(KEYS).open(sealed, sealedTo("org_other", "T0FAKE"))).toThrow();

  const told = { action: "slack.connected", actorName: "Ada", details: { teamId: "T0FAKE" } };
  expect(await db.prisma.auditEntry.findFirst({ where: { orgId: org.orgId }, orderBy: { id: "desc" } })).toMatchObject(
    told,
  );
});

test("an installation with a forged state or a wrong code changes nothing", async () => {
  const before = await db.prisma.slackInstallation.count();
  expect((await install("forged.state")).status).toBe(400);
  expect((await install(state(), "bad")).status).toBe(502);
  expect(await db.prisma.slackInstallation.count()).toBe(before);
});

test("rejects an installation link that was used before", async () => {
  const begun = state();
  expect((await install(begun)).status).toBe(302);
  const before = await db.prisma.slackInstallation.count();
  expect((await install(begun)).status).toBe(400);
  expect(await db.prisma.slackInstallation.count()).toBe(before);
});

test("who lost the role since the installation began connects nothing", async () => {
  const begun = state();
  const where = { orgId_userId: { orgId: org.orgId, userId: "usr_1" } };
  const before = await db.prisma.slackInstallation.findMany();
  await db.prisma.membership.update({ where, data: { role: "editor" } });
  expect((await install(begun)).status).toBe(403);
  expect(await db.prisma.slackInstallation.findMany()).toEqual(before);
  await db.prisma.membership.update({ where, data: { role: "admin" } });
});

test("a button that Slack signed is acknowledged, and the same request again is refused", async () => {
  await install(state());
  const request = click(nowSeconds());
  expect((await fetch(`${url}/slack/events`, request)).status).toBe(200);
  expect((await fetch(`${url}/slack/events`, request)).status).toBe(401);
});

test("rejects a repeated request after a restart", async () => {
  await install(state());
  const request = click(nowSeconds());
  expect((await fetch(`${url}/slack/events`, request)).status).toBe(200);
  const restarted = await startSlackService(env);
  const answer = await fetch(`http://127.0.0.1:${restarted.port}/slack/events`, request);
  await restarted.stop();
  expect([answer.status, await answer.text()]).toEqual([401, "repeated request"]);
});

const addDelivery = async (id: string, notBefore: Date) => {
  const message = { text: `message ${id}`, blocks: [], attachments: [] };
  const place = { channelKind: "slack", channel: "alerts", revision: 1, kind: "test", status: "PENDING" };
  await db.prisma.delivery.create({ data: { orgId: org.orgId, id, ...place, notBefore, message } });
};
const arrived = (id: string) =>
  vi.waitFor(() => expect(slack.workspace.messages.map((message) => message.text)).toContain(`message ${id}`));

test("a delivery that the queue names is sent with the organization's token", async () => {
  await install(state());
  await addDelivery("dlv_queued", new Date());
  const publisher = createPublisher({ url: redisUrl, onError: () => {} });
  await publisher.publish([{ job: "deliverAlert", payload: { orgId: org.orgId, deliveryId: "dlv_queued" } }]);
  await arrived("dlv_queued");
  await publisher.close();
});

test("a delivery that nobody named is found when it is due", async () => {
  await install(state());
  await addDelivery("dlv_lost", new Date());
  await arrived("dlv_lost");
});
