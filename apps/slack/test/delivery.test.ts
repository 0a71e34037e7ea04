import { createHmac } from "node:crypto";
import { type FakeSmtp, startFakeSmtp } from "@millrace/harness/fake-smtp";
import { webhookSecret } from "@millrace/services/alerts";
import { afterAll, afterEach, expect, test } from "vitest";
import { type AlertWorld, createAlertWorld, dropAlertDatabase } from "./alert-world";

const worlds: AlertWorld[] = [];
const world = async (options?: Parameters<typeof createAlertWorld>[0]): Promise<AlertWorld> => {
  const created = await createAlertWorld(options);
  worlds.push(created);
  return created;
};
const servers: FakeSmtp[] = [];
const fakeSmtp = async (): Promise<FakeSmtp> => {
  const server = await startFakeSmtp();
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const created of worlds.splice(0)) await created.close();
});
afterAll(dropAlertDatabase);

const failing = { key: "orders", status: "FAILURE", error: "boom" };
const POST = "chat.postMessage";
const HOUR = 3_600_000;

/** A failed job whose first message waits to be sent to #ingest. */
async function pending(it: AlertWorld): Promise<string> {
  await it.finish({ job: "nightly", steps: [failing] });
  await it.advance(30_000);
  await it.openDue();
  const [delivery] = await it.sent();
  return delivery?.id as string;
}

async function withTeam(it: AlertWorld): Promise<void> {
  const teamId = await it.addTeam("ingest", "ingest");
  const { orgId, locationId } = it.org;
  await it.db.prisma.codeLocation.update({ where: { orgId_id: { orgId, id: locationId } }, data: { teamId } });
}

test("a rate-limited message waits exactly as long as Slack says, and is sent then", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "rateLimited", retryAfterSeconds: 17, times: 1 });
  const id = await pending(it);

  expect(await it.deliver(it.org.orgId, id)).toBe("rescheduled");
  expect(await it.sent()).toMatchObject([{ status: "PENDING", attempts: 0 }]);
  const [dueInMs = 0] = await it.dueInMs();
  expect(dueInMs).toBeGreaterThan(9_000);
  expect(dueInMs).toBeLessThanOrEqual(17_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("skipped");
  await it.advance(17_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");
  expect(it.roots("ingest")).toHaveLength(1);
});

test("a delivery is due by the clock of the database, whatever the clock of the process says", async () => {
  const it = await world();
  await withTeam(it);
  it.clock.advance(10 * 365 * 24 * HOUR);
  const id = await pending(it);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");
  const [row] = await it.sent();
  expect(Math.abs(Date.now() - (row?.sentAt?.getTime() ?? 0))).toBeLessThan(60_000);
});

test("a message counts as sent only after Slack accepted it", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "status", status: 503, times: 1 });
  const id = await pending(it);
  await it.deliver(it.org.orgId, id);
  expect(await it.sent()).toMatchObject([
    { status: "PENDING", sentAt: null, error: "Slack returned 503", attempts: 1 },
  ]);
  await it.advance(5_000);
  await it.deliver(it.org.orgId, id);
  expect(await it.sent()).toMatchObject([{ status: "SENT", sentAt: expect.any(Date), error: null }]);
});

test.each(["html", "withoutOk"] as const)(
  "retries after a 200 without Slack's JSON (%s), then sends the message",
  async (kind) => {
    const it = await world();
    await withTeam(it);
    it.slack.fail({ method: POST, kind, times: 1 });
    const id = await pending(it);
    expect(await it.deliver(it.org.orgId, id)).toBe("rescheduled");
    expect(await it.sent()).toMatchObject([
      { status: "PENDING", attempts: 1, error: expect.stringContaining("Slack") },
    ]);
    await it.advance(5_000);
    expect(await it.deliver(it.org.orgId, id)).toBe("sent");
    expect(it.roots("ingest")).toHaveLength(1);
  },
);

test("retries an error code that it doesn't know", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "error", error: "new_error_of_next_year", times: 1 });
  const id = await pending(it);
  expect(await it.deliver(it.org.orgId, id)).toBe("rescheduled");
  await it.advance(5_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");
});

test("gives up immediately if Slack rejects the request for good", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "error", error: "no_permission" });
  expect(await it.deliver(it.org.orgId, await pending(it))).toBe("undeliverable");
});

test("a delivery that fails for a day ends as dead, visibly", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "status", status: 500 });
  const id = await pending(it);
  const outcomes: string[] = [];
  for (let attempt = 0; attempt < 60 && outcomes.at(-1) !== "undeliverable"; attempt++) {
    outcomes.push(await it.deliver(it.org.orgId, id));
    await it.advance(HOUR);
  }
  expect(outcomes.at(-1)).toBe("undeliverable");
  expect(outcomes.length).toBeGreaterThan(20);
  expect(await it.sent()).toMatchObject([{ status: "UNDELIVERED", error: "Slack returned 500" }]);
});

test("a process that dies while it sends loses nothing: the message is sent again", async () => {
  const it = await world();
  await withTeam(it);
  const id = await pending(it);
  await it.deliveries.claim(it.org.orgId, id, 60_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("skipped");
  await it.advance(60_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");
});

test("of several processes that take one delivery exactly one sends it", async () => {
  const it = await world();
  await withTeam(it);
  const id = await pending(it);
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => it.deliver(it.org.orgId, id)));
  expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(1);
  expect(it.slack.workspace.messages).toHaveLength(1);
});

test.each(["not_in_channel", "channel_not_found", "is_archived"])(
  "%s sends the message to the default channel and warns on the team",
  async (error) => {
    const it = await world();
    await withTeam(it);
    await it.addDestination({ kind: "slack", target: "alerts" });
    it.slack.fail({ method: POST, channel: "ingest", kind: "error", error });
    await pending(it);
    await it.deliverDue();

    expect(JSON.stringify(it.roots("alerts"))).toContain("Sent here because ingest failed");
    const places = await it.db.prisma.destination.findMany({ where: { orgId: it.org.orgId, teamId: { not: null } } });
    expect(places).toMatchObject([{ health: "failing", healthReason: expect.stringContaining(error) }]);
    expect((await it.sent()).map((delivery) => delivery.status).sort()).toEqual(["SENT", "UNDELIVERED"]);

    await it.finish({ job: "nightly", steps: [{ key: "orders" }] });
    await it.tell();
    expect(it.replies("alerts").map((message) => message.text)).toEqual([expect.stringContaining("recovered")]);
  },
);

test("ends a delivery even if every default destination rejects it", async () => {
  const it = await world();
  await withTeam(it);
  for (const target of ["alerts", "data-alerts"]) await it.addDestination({ kind: "slack", target });
  it.slack.fail({ method: POST, kind: "error", error: "is_archived" });
  await pending(it);
  expect(await it.deliverDue()).toEqual(["undeliverable", "undeliverable", "undeliverable"]);
  expect((await it.sent()).map((delivery) => [delivery.channel, delivery.status])).toEqual(
    expect.arrayContaining(["ingest", "alerts", "data-alerts"].map((channel) => [channel, "UNDELIVERED"])),
  );
});

test("a private channel names the invitation that it needs", async () => {
  const it = await world();
  await withTeam(it);
  const channel = it.slack.workspace.find("ingest");
  if (channel) channel.isMember = false;
  await it.deliver(it.org.orgId, await pending(it));
  expect(await it.sent()).toMatchObject([
    { status: "UNDELIVERED", error: expect.stringContaining("/invite @millrace") },
  ]);
});

test("a channel that works again loses its warning", async () => {
  const it = await world();
  await withTeam(it);
  await it.db.prisma.destination.updateMany({
    where: { orgId: it.org.orgId },
    data: { health: "failing", healthReason: "not_in_channel" },
  });
  await it.deliver(it.org.orgId, await pending(it));
  expect(await it.db.prisma.destination.findMany({ where: { orgId: it.org.orgId } })).toMatchObject([
    { health: "ok", healthReason: null },
  ]);
});

test.each(["invalid_blocks", "msg_blocks_too_long"])(
  "blocks refused with %s are sent once more as text",
  async (error) => {
    const it = await world();
    await withTeam(it);
    it.slack.fail({ method: POST, kind: "error", error, times: 1 });
    expect(await it.deliver(it.org.orgId, await pending(it))).toBe("sent");
    expect(it.roots("ingest")).toMatchObject([{ blocks: [], text: expect.stringContaining("nightly is failing") }]);
  },
);

test("a channel that fails holds up no other", async () => {
  const it = await world({
    manifest: {
      assets: ["orders", "revenue"].map((key) => ({ key, owners: [`team:${key}`] })),
      jobs: [{ name: "nightly", owners: [] }],
    },
  });
  await it.addTeam("orders", "ingest");
  await it.addTeam("revenue", "finance");
  it.slack.fail({ method: POST, channel: "ingest", kind: "status", status: 500 });
  await it.finish({ job: "nightly", steps: [failing, { ...failing, key: "revenue" }] });
  await it.tell();
  expect(it.roots("ingest")).toHaveLength(0);
  expect(it.roots("finance")).toHaveLength(1);
});

test("an answer that is lost may repeat a message, and never loses it", async () => {
  const it = await world();
  await withTeam(it);
  it.slack.fail({ method: POST, kind: "lostAnswer", times: 1 });
  const id = await pending(it);
  expect(await it.deliver(it.org.orgId, id)).toBe("rescheduled");
  await it.advance(10_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");
  expect(it.roots("ingest").map((message) => (message.metadata as { event_payload: object }).event_payload)).toEqual(
    Array.from({ length: 2 }, () => expect.objectContaining({ delivery_id: id, rev: 1 })),
  );
});

test("without a workspace messages are kept as previews", async () => {
  const it = await world({ token: null });
  await withTeam(it);
  expect(await it.deliver(it.org.orgId, await pending(it))).toBe("preview");
  expect(await it.sent()).toMatchObject([{ status: "PREVIEW", error: expect.stringContaining("No Slack workspace") }]);
});

test("with nowhere to send, the preview says what to set", async () => {
  const it = await world();
  await pending(it);
  expect(await it.sent()).toMatchObject([
    { status: "PREVIEW", error: expect.stringContaining("No destination to send this to") },
  ]);
});

const failForAda = async (it: AlertWorld) => {
  await it.finish({ job: "nightly", steps: [failing], tags: { "millrace/owner": "ada@acme.example" } });
  await it.advance(30_000);
  await it.openDue();
};

test("an email is sent only once the mail server accepted it", async () => {
  const smtp = await fakeSmtp();
  const it = await world({ smtpUrl: smtp.url });
  smtp.fail({ command: "RCPT", reply: "451 Try again later", times: 1 });
  await failForAda(it);
  expect(await it.deliverDue()).toEqual(["rescheduled"]);
  expect(await it.sent()).toMatchObject([{ status: "PENDING", sentAt: null, error: expect.stringContaining("451") }]);
  expect(smtp.mails).toEqual([]);

  await it.advance(5_000);
  expect(await it.deliverDue()).toEqual(["sent"]);
  expect(await it.sent()).toMatchObject([{ status: "SENT", error: null }]);
  expect(smtp.mails).toMatchObject([
    { to: ["ada@acme.example"], headers: { subject: "nightly is failing in production: 1 failure. boom" } },
  ]);
});

test("an email that the mail server rejects is undelivered, and goes to the default destination", async () => {
  const smtp = await fakeSmtp();
  const it = await world({ smtpUrl: smtp.url });
  await it.addDestination({ kind: "slack", target: "alerts" });
  smtp.fail({ command: "RCPT", reply: "550 No such user" });
  await failForAda(it);
  expect(await it.deliverDue()).toEqual(["undeliverable", "sent"]);
  expect(JSON.stringify(it.roots("alerts"))).toContain("Sent here because ada@acme.example failed");
});

test("an email is retried for a day while the mail server is down, then undelivered", async () => {
  const smtp = await fakeSmtp();
  const it = await world({ smtpUrl: smtp.url });
  await smtp.stop();
  await failForAda(it);
  expect(await it.deliverDue()).toEqual(["rescheduled"]);
  await it.advance(25 * HOUR);
  expect(await it.deliverDue()).toEqual(["undeliverable"]);
  expect(await it.sent()).toMatchObject([{ status: "UNDELIVERED", error: expect.stringContaining("ECONNREFUSED") }]);
});

test("follow-up emails belong to the conversation of the first one", async () => {
  const smtp = await fakeSmtp();
  const it = await world({ smtpUrl: smtp.url });
  await failForAda(it);
  await it.finish({ job: "nightly", steps: [{ key: "orders" }] });
  await it.tell();
  const [incident] = await it.incidents();
  expect(smtp.mails.map((mail) => mail.headers.references)).toEqual(
    Array.from({ length: 2 }, () => `<${incident?.id}@millrace>`),
  );
});

test("without a mail server an email is in the local outbox, and its delivery a preview", async () => {
  const it = await world();
  await failForAda(it);
  expect(await it.deliverDue()).toEqual(["preview"]);
  expect(await it.sent()).toMatchObject([{ status: "PREVIEW", error: expect.stringContaining("local outbox") }]);
  const mails = await it.db.prisma.mail.findMany({ where: { to: "ada@acme.example" } });
  expect(mails).toMatchObject([
    {
      status: "LOCAL",
      subject: "nightly is failing in production: 1 failure. boom",
      text: expect.stringContaining("View run: https://millrace.example/o/"),
    },
  ]);
});

test("a webhook is signed as Standard Webhooks says, with the same id on each attempt", async () => {
  const calls: { headers: Record<string, string>; body: string }[] = [];
  const it = await world({
    webhook: async (_, headers, body) => {
      calls.push({ headers, body });
      return { status: calls.length === 1 ? 503 : 204, body: "", retryAfter: null };
    },
  });
  const placeId = await it.addDestination({ kind: "webhook", target: "https://hooks.acme.example/x" });
  const id = await pending(it);
  expect(await it.deliver(it.org.orgId, id)).toBe("rescheduled");
  await it.advance(10_000);
  expect(await it.deliver(it.org.orgId, id)).toBe("sent");

  const secret = webhookSecret("s".repeat(32), it.org.orgId, placeId);
  for (const { headers, body } of calls) {
    const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
    const key = Buffer.from(secret.slice("whsec_".length), "base64");
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
    expect(JSON.parse(body)).toMatchObject({
      type: "incident.opened",
      data: { deliveryId: id, incident: { subjects: [{ name: "nightly" }], failures: 1, severity: "error" } },
    });
  }
  expect(new Set(calls.map((call) => call.headers["webhook-id"])).size).toBe(1);
});
