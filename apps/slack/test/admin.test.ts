import { createAlertAdminStore } from "@millrace/db";
import { testRedis } from "@millrace/harness";
import { createRateLimiter } from "@millrace/queue";
import { alertUseCases } from "@millrace/services/alerts";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type AlertWorld, createAlertWorld, dropAlertDatabase } from "./alert-world";

let it: AlertWorld;
let rateLimiter: ReturnType<typeof createRateLimiter>;
let alerts: ReturnType<typeof alertUseCases>;
let scope: Parameters<typeof alerts.listPolicies>[0];

beforeEach(async () => {
  it = await createAlertWorld();
  scope = { orgId: it.org.orgId, actor: { kind: "user", id: "usr_ada", name: "Ada" } };
  rateLimiter = createRateLimiter({ url: (await testRedis()).url });
  alerts = alertUseCases({
    admin: createAlertAdminStore(it.db),
    alerts: it.alerts,
    clock: it.clock,
    publicUrl: "https://millrace.example",
    rateLimiter,
    serverSecret: "s".repeat(32),
    setup: { canConnect: true, hasSharedWorkspace: false },
  });
});
afterEach(() => Promise.all([it.close(), rateLimiter.close()]));
afterAll(dropAlertDatabase);

const failing = { key: "orders", status: "FAILURE", error: "boom" };
const audited = async () =>
  (await it.db.prisma.auditEntry.findMany({ where: { orgId: it.org.orgId }, orderBy: { id: "asc" } })).map(
    (entry) => entry.action,
  );

async function openIncident(): Promise<string> {
  await it.addDestination({ kind: "slack", target: "alerts" });
  await it.finish({ job: "nightly", steps: [failing] });
  await it.tell();
  return (await it.incidents())[0]?.id as string;
}

test("an incident's page shows what happened, who was notified, and with which message", async () => {
  const id = await openIncident();
  const { deploymentId } = it.org;
  const page = await alerts.getIncident(scope, deploymentId, id);
  expect(page).toMatchObject({
    incident: { subject: "nightly", state: "OPEN", failures: 1 },
    deliveries: [
      {
        status: "SENT",
        channel: "alerts",
        message: { type: "incident", notice: "opened", incident: { subjects: [{ name: "nightly" }] } },
      },
    ],
  });
  expect(page.events.map((event) => event.type)).toEqual(["opened", "created"]);
  expect(await alerts.listIncidents(scope, deploymentId, { limit: 50, states: ["OPEN"] })).toMatchObject({
    data: [{ id }],
  });
  expect(await alerts.countIncidents(scope, deploymentId)).toEqual({ OPEN: 1 });
  await expect(alerts.getIncident({ ...scope, orgId: "org_other" }, deploymentId, id)).rejects.toMatchObject({
    kind: "notFound",
  });
});

test("an acknowledged incident sends no reminder, and stays acknowledged", async () => {
  const id = await openIncident();
  await alerts.acknowledge(scope, it.org.deploymentId, id);
  for (let run = 0; run < 5; run++) await it.finish({ job: "nightly", steps: [failing] });
  await it.tell();
  expect(it.replies("alerts")).toHaveLength(0);
  expect(await it.incidents()).toMatchObject([{ state: "ACKNOWLEDGED", acknowledgedBy: "Ada", failures: 6 }]);
  expect(await audited()).toContain("incident.acknowledged");
});

test("a person who resolves an incident is named in the thread, and the next failure reopens it", async () => {
  const id = await openIncident();
  await alerts.resolve(scope, it.org.deploymentId, id);
  await it.tell();
  expect(it.replies("alerts")).toMatchObject([
    { text: expect.stringContaining("nightly was marked resolved by Ada after 1 failure") },
  ]);
  await expect(alerts.acknowledge(scope, it.org.deploymentId, id)).rejects.toMatchObject({ code: "incident_resolved" });

  await it.finish({ job: "nightly", steps: [failing] });
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ id, state: "OPEN", reopened: 1 }]);
});

test("a silence ends within 30 days, and can be ended before", async () => {
  const { deploymentId } = it.org;
  const input = { scope: "subject" as const, target: "job:nightly", reason: "migration" };
  const inDays = (days: number) => new Date(it.clock.now().getTime() + days * 86_400_000);
  await expect(alerts.createSilence(scope, deploymentId, { ...input, until: inDays(31) })).rejects.toMatchObject({
    code: "silence_end_invalid",
  });
  await expect(alerts.createSilence(scope, deploymentId, { ...input, until: inDays(-1) })).rejects.toThrow("future");

  const { id } = await alerts.createSilence(scope, deploymentId, { ...input, until: inDays(30) });
  expect(await alerts.listSilences(scope, deploymentId)).toMatchObject([{ id, by: "Ada", reason: "migration" }]);
  await alerts.endSilence(scope, deploymentId, id);
  await expect(alerts.endSilence(scope, deploymentId, id)).rejects.toMatchObject({ code: "silence_not_found" });
  expect(await audited()).toEqual(["silence.created", "silence.ended"]);
});

test("a manager of one deployment's alerts can't end silence of another", async () => {
  const { deploymentId } = it.org;
  const until = new Date(it.clock.now().getTime() + 86_400_000);
  const input = { scope: "deployment" as const, target: deploymentId, reason: "migration", until };
  const { id } = await alerts.createSilence(scope, deploymentId, input);
  await expect(alerts.endSilence(scope, "dep_of_staging", id)).rejects.toMatchObject({ code: "silence_not_found" });
  expect(await alerts.listSilences(scope, deploymentId)).toMatchObject([{ id }]);
});

test("every organization has a default policy, which stays; a policy for a job that does not exist is refused", async () => {
  const [preset] = await alerts.listPolicies(scope);
  expect(preset).toMatchObject({ isDefault: true, threshold: 1, groupWaitMs: 30_000 });
  await expect(alerts.deletePolicy(scope, preset?.id ?? "")).rejects.toMatchObject({ code: "policy_not_found" });

  const policy = {
    name: "Nightly",
    kind: "runFailure" as const,
    deploymentId: null,
    enabled: true,
    threshold: 3,
    recoverAfter: 1,
    groupWaitMs: 0,
    renotifyMs: 3_600_000,
    flapWindowMs: 0,
    severity: null,
    selector: { jobs: ["nightly"] },
    destinations: null,
  };
  await expect(alerts.createPolicy(scope, policy)).rejects.toMatchObject({ code: "policy_subject_not_found" });
  const { orgId, deploymentId, locationId, versionId } = it.org;
  await it.db.prisma.definition.create({
    data: { orgId, deploymentId, locationId, versionId, kind: "job", key: "nightly", owners: [], data: {} },
  });
  const { id } = await alerts.createPolicy(scope, policy);
  await it.finish({ job: "nightly", steps: [failing] });
  expect(await it.incidents()).toEqual([]);
  await alerts.updatePolicy(scope, { ...policy, id, threshold: 2 });
  await it.finish({ job: "nightly", steps: [failing] });
  expect(await it.incidents()).toMatchObject([{ policyId: id, failures: 2 }]);
  await alerts.deletePolicy(scope, id);
});

test("a test message goes to every place of the team; for a team without one, the error says to set one", async () => {
  const bare = await it.addTeam("growth");
  await expect(alerts.sendTest(scope, { id: bare, slug: "growth" }, "acme")).rejects.toMatchObject({
    code: "team_without_channel",
  });
  const team = await it.addTeam("finance", "finance");
  const { deliveryIds } = await alerts.sendTest(scope, { id: team, slug: "finance" }, "acme");
  await it.deliverDue();
  expect(it.roots("finance").map((message) => message.text)).toEqual([
    "Test from Millrace: alerts for finance will be sent here. Sent by Ada.",
  ]);
  expect(await alerts.getDelivery(scope, it.org.deploymentId, deliveryIds[0] ?? "")).toMatchObject({ status: "SENT" });
  expect(await it.db.prisma.auditEntry.count({ where: { orgId: it.org.orgId, action: "alert.testSent" } })).toBe(1);
});

test("test messages can't flood a channel: a person sends five a minute, an organization ten", async () => {
  const team = { id: await it.addTeam("finance", "finance"), slug: "finance" };
  const send = (id: string) => alerts.sendTest({ ...scope, actor: { ...scope.actor, id } }, team, "acme");
  for (const person of ["usr_1", "usr_2"]) {
    for (let sent = 1; sent <= 5; sent++) await send(person);
    await expect(send(person)).rejects.toMatchObject({ code: "too_many_attempts" });
  }
  await expect(send("usr_3")).rejects.toMatchObject({ code: "too_many_attempts" });
});

test("defaults are set and removed, and never leave a secret in a list", async () => {
  const { id } = await alerts.setDefaultDestination(scope, {
    deploymentId: null,
    destination: { kind: "webhook", target: "https://a.example/h", severity: null },
  });
  expect(await alerts.listDestinations(scope)).toEqual([expect.objectContaining({ id, kind: "webhook" })]);
  expect(JSON.stringify(await alerts.listDestinations(scope))).not.toContain("secret");
  expect((await alerts.getWebhookSecret(scope, id)).secret).toMatch(/^whsec_/);
  await alerts.removeDefaultDestination(scope, id);
  expect(await alerts.listDestinations(scope)).toEqual([]);
});

test("the Slack status shows that no workspace is connected, and that one can be", async () => {
  expect(await alerts.slackStatus(scope)).toMatchObject({ connected: false, workspace: null, canConnect: true });
  await expect(alerts.disconnectSlack(scope)).rejects.toMatchObject({ code: "slack_not_connected" });
});
