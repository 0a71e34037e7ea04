import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeSlack, startFakeSlack } from "./start-fake-slack";

let slack: FakeSlack;
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(() => slack.stop());

const call = async (method: string, body: object, token = "xoxb-test") => {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get("retry-after"),
    ...((await response.json()) as object),
  };
};

test("keeps the messages it received and shows them", async () => {
  const sent = await call("chat.postMessage", { channel: "#alerts", text: "hello <b>" });
  expect(sent).toMatchObject({ ok: true, channel: "C00000001" });
  expect(await (await fetch(slack.url)).text()).toContain("hello &lt;b&gt;");
});

test("rejects what Slack rejects", async () => {
  const blocks = (count: number, text = "x") =>
    Array.from({ length: count }, () => ({ type: "section", text: { type: "mrkdwn", text } }));
  const post = (body: object) => call("chat.postMessage", { channel: "ingest", text: "t", ...body });
  expect(await post({ blocks: blocks(51) })).toMatchObject({ error: "invalid_blocks" });
  expect(await post({ blocks: blocks(1, "x".repeat(3_001)) })).toMatchObject({ error: "invalid_blocks" });
  expect(await post({ blocks: blocks(5, "x".repeat(2_900)) })).toMatchObject({ error: "msg_blocks_too_long" });
  expect(await post({ blocks: [{ type: "alert" }] })).toMatchObject({ error: "invalid_blocks" });
  expect(await call("chat.postMessage", { channel: "nowhere", text: "t" })).toMatchObject({
    error: "channel_not_found",
  });
  expect(await call("auth.test", {}, "nonsense")).toMatchObject({ error: "not_authed" });
});

test("limits each channel separately and returns how long to wait", async () => {
  await slack.stop();
  slack = await startFakeSlack({ messagesPerSecond: 2 });
  const post = (channel: string) => call("chat.postMessage", { channel, text: "t" });
  await post("alerts");
  await post("alerts");
  expect(await post("alerts")).toMatchObject({ status: 429, retryAfter: "1" });
  expect(await post("ingest")).toMatchObject({ ok: true });
});

test("fails on command, as many times as requested", async () => {
  slack.fail({ method: "auth.test", kind: "error", error: "account_inactive", times: 1 });
  expect(await call("auth.test", {})).toMatchObject({ ok: false, error: "account_inactive" });
  expect(await call("auth.test", {})).toMatchObject({ ok: true });
});

test("answers with a gateway's page on command", async () => {
  slack.fail({ method: "auth.test", kind: "html", times: 1 });
  const response = await fetch(`${slack.apiUrl}auth.test`, { method: "POST" });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html"]);
  slack.fail({ method: "auth.test", kind: "withoutOk", times: 1 });
  expect(await call("auth.test", {})).not.toHaveProperty("ok");
});

test("accepts only channel IDs for edits, as Slack does", async () => {
  const { ts } = (await call("chat.postMessage", { channel: "alerts", text: "a" })) as unknown as { ts: string };
  expect(await call("chat.update", { channel: "alerts", ts, text: "b" })).toMatchObject({ error: "channel_not_found" });
  expect(await call("chat.update", { channel: "C00000001", ts, text: "b" })).toMatchObject({ ok: true });
  expect(slack.workspace.messages).toMatchObject([{ text: "b", edits: 1 }]);
});
