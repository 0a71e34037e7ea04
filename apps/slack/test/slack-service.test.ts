import { randomBytes } from "node:crypto";
import { createDb, createSlackInstallationStore, type Db } from "@millrace/db";
import { createTestDatabase, type SeededOrganization, seedOrganization, testRedis } from "@millrace/harness";
import { type FakeSlack, signedHeaders, startFakeSlack } from "@millrace/harness/fake-slack";
import { createPublisher } from "@millrace/queue";
import { slackTokenContext } from "@millrace/services/alerts";
import { createSecretBox } from "@millrace/services/variables";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Env, readEnv, startSlackService } from "../src";

const SIGNING_SECRET = "signing-secret";
const SECRET = "s".repeat(32);
const KEYS = `k1:${randomBytes(32).toString("base64")}`;

let db: Db;
let slack: FakeSlack;
let org: SeededOrganization;
let redisUrl: string;
let url: string;
let healthUrl: string;
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
    DATABASE_URL: database.appUrl,
    REDIS_URL: redis.url,
    MILLRACE_URL: "https://millrace.example",
    MILLRACE_SECRET: SECRET,
    MILLRACE_ENCRYPTION_KEYS: KEYS,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: "error",
  });
  const service = await startSlackService(env);
  url = `http://127.0.0.1:${service.port}`;
  healthUrl = `http://127.0.0.1:${service.healthPort}`;
  await connect();
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

/** Connects the organization to the fake workspace. */
const connect = () => {
  const { ciphertext, keyId } = createSecretBox(KEYS).seal("xoxb-fake", slackTokenContext(org.orgId, "T0FAKE"));
  const workspace = { teamId: "T0FAKE", teamName: "Fake workspace", botUserId: null };
  const install = { orgId: org.orgId, ...workspace, botToken: ciphertext, keyId, installedBy: "usr_1" };
  return createSlackInstallationStore(db).save(install);
};

test("answers health and metrics on a separate port, and not where Slack reaches it", async () => {
  expect((await fetch(`${healthUrl}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${healthUrl}/readyz`)).json()).toMatchObject({ status: "ok" });
  expect(await (await fetch(`${healthUrl}/metrics`)).text()).toContain("alert_deliveries_total");
  for (const path of ["/healthz", "/readyz", "/metrics", "/slack/oauth_redirect"]) {
    expect((await fetch(`${url}${path}`)).status, path).toBe(404);
  }
});

test.each([
  ["from the past", -330],
  ["from the future", 330],
])("rejects a request with a time stamp %s", async (_, offset) => {
  expect((await fetch(`${url}/slack/events`, click(nowSeconds() + offset))).status).toBe(401);
});

test("rejects a request that Slack did not sign", async () => {
  expect((await fetch(`${url}/slack/events`, click(nowSeconds(), "another secret"))).status).toBe(401);
});

test("nothing is remembered of a request that Slack did not sign, however often it comes", async () => {
  const forged = click(nowSeconds(), "another secret");
  for (let time = 1; time <= 3; time++) {
    const answer = await fetch(`${url}/slack/events`, forged);
    expect([answer.status, await answer.text()]).toEqual([401, ""]);
  }
});

test("acknowledges a button that Slack signed, and rejects the same request again", async () => {
  const request = click(nowSeconds());
  expect((await fetch(`${url}/slack/events`, request)).status).toBe(200);
  expect((await fetch(`${url}/slack/events`, request)).status).toBe(401);
});

test("rejects a repeated request after a restart", async () => {
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
  await addDelivery("dlv_queued", new Date());
  const publisher = createPublisher({ url: redisUrl, onError: () => {} });
  await publisher.publish([{ job: "deliverAlert", payload: { orgId: org.orgId, deliveryId: "dlv_queued" } }]);
  await arrived("dlv_queued");
  await publisher.close();
});

test("a delivery without a job is found when it is due", async () => {
  await addDelivery("dlv_lost", new Date());
  await arrived("dlv_lost");
});
