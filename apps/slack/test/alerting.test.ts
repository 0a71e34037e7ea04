import { seedBundle } from "@millrace/harness";
import { afterAll, afterEach, expect, test } from "vitest";
import { type AlertWorld, createAlertWorld, dropAlertDatabase } from "./alert-world";

const worlds: AlertWorld[] = [];
const world = async (options?: Parameters<typeof createAlertWorld>[0]): Promise<AlertWorld> => {
  const created = await createAlertWorld(options);
  worlds.push(created);
  return created;
};
afterEach(async () => {
  for (const created of worlds.splice(0)) await created.close();
});
afterAll(dropAlertDatabase);

const asset = (key: string, over: object = {}) => ({ key, owners: [], tags: {}, kinds: [], deps: [], ...over });
const job = (name: string, over: object = {}) => ({ name, owners: [], tags: {}, kinds: [], ...over });
const failing = (key: string, error = "boom") => ({ key, status: "FAILURE", error });

test("notifies each of several owners once, about its own steps only", async () => {
  const it = await world({
    manifest: {
      assets: [asset("orders", { owners: ["team:ingest"] }), asset("revenue", { owners: ["team:finance"] })],
      jobs: [job("nightly")],
    },
  });
  await it.addTeam("ingest", "ingest");
  await it.addTeam("finance", "finance");

  await it.finish({ job: "nightly", steps: [failing("orders", "no file"), failing("revenue", "division by zero")] });
  await it.tell();

  const [ingest, finance] = [it.roots("ingest"), it.roots("finance")].map((roots) => JSON.stringify(roots));
  expect(it.slack.workspace.messages).toHaveLength(2);
  expect(ingest).toContain("no file");
  expect(ingest).not.toContain("division by zero");
  expect(finance).toContain("division by zero");
  expect(finance).toContain("Also notified: team:ingest");
});

test("notifies the default channel for an owner that isn't a team, and shows why", async () => {
  const it = await world({ manifest: { assets: [asset("orders", { owners: ["team:growht"] })] } });
  await it.addDestination({ kind: "slack", target: "alerts" });

  await it.finish({ steps: [failing("orders")] });
  await it.tell();

  expect(JSON.stringify(it.roots("alerts"))).toContain('no team named \\"growht\\" exists');
  expect((await it.incidents())[0]?.warnings).toEqual([expect.stringContaining("team:growht")]);
});

test("a destination for warnings and above receives a failed run", async () => {
  const it = await world({ manifest: { jobs: [job("nightly", { owners: ["team:ingest"] })] } });
  await it.addTeam("ingest", { kind: "slack", target: "ingest", severity: "warning" });
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect(it.roots("ingest")).toHaveLength(1);
});

test("a destination for critical incidents receives those of a critical policy only", async () => {
  const it = await world({
    manifest: { jobs: ["nightly", "hourly"].map((name) => job(name, { owners: ["team:ingest"] })) },
  });
  const teamId = await it.addTeam("ingest", { kind: "slack", target: "ingest", severity: "critical" });
  await it.addDestination({ kind: "slack", target: "data-alerts" }, teamId);
  await it.addPolicy({ severity: "critical", selector: { jobs: ["nightly"] } });
  await it.finish({ job: "hourly", steps: [failing("orders")] });
  await it.tell();
  expect([it.roots("ingest").length, it.roots("data-alerts").length]).toEqual([0, 1]);
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect([it.roots("ingest").length, it.roots("data-alerts").length]).toEqual([1, 2]);
  expect((await it.incidents()).map((incident) => [incident.subject, incident.severity])).toEqual([
    ["hourly", "error"],
    ["nightly", "critical"],
  ]);
});

test("two destinations with the same address receive one message", async () => {
  const it = await world({ manifest: { jobs: [job("nightly", { owners: ["team:ingest"] })] } });
  const teamId = await it.addTeam("ingest", "ingest");
  await it.addDestination({ kind: "slack", target: "ingest", severity: "error" }, teamId);
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect(it.roots("ingest")).toHaveLength(1);
});

test("alerts after three waits for the third failure in a row", async () => {
  const it = await world({ manifest: { jobs: [job("nightly", { owners: ["team:ingest"], alerts: { after: 3 } })] } });
  await it.addTeam("ingest", "ingest");
  const fail = () => it.finish({ job: "nightly", steps: [failing("orders")] });

  await fail();
  await fail();
  await it.tell();
  expect(it.slack.workspace.messages).toHaveLength(0);

  await fail();
  await it.tell();
  expect(it.roots("ingest").map((message) => message.text)).toEqual([
    "nightly is failing in production: 3 consecutive failures. boom",
  ]);
});

test("alerts disabled in code notify no one, and the incident says so", async () => {
  const it = await world({ manifest: { assets: [asset("orders", { alerts: { disabled: true } })] } });
  await it.addDestination({ kind: "slack", target: "alerts" });

  await it.finish({ steps: [failing("orders")] });
  await it.tell();

  expect(it.slack.workspace.messages).toHaveLength(0);
  expect(await it.incidents()).toMatchObject([{ state: "OPEN", muted: expect.stringContaining("disabled: true") }]);
});

test.each([
  ["false", 1],
  ["true", 0],
])("the tag alerts_disabled=%s sends %i message(s)", async (value, messages) => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  await it.finish({ job: "nightly", steps: [failing("orders")], tags: { "millrace/alerts_disabled": value } });
  await it.tell();
  expect(it.slack.workspace.messages).toHaveLength(messages);
});

test("the first success turns the message green and says so in its thread", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();

  await it.finish({ job: "nightly", steps: [{ key: "orders" }] });
  await it.tell();

  const [root] = it.roots("alerts");
  const [reply] = it.replies("alerts");
  expect(root).toMatchObject({ edits: 1, attachments: [{ color: "#12B76A" }] });
  expect(reply).toMatchObject({
    threadTs: root?.ts,
    isBroadcast: false,
    text: expect.stringContaining("nightly recovered after 1 failure"),
  });
  expect(await it.incidents()).toMatchObject([{ state: "RESOLVED" }]);
});

test("sends nothing for what recovers before the group wait ends", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.finish({ job: "nightly", steps: [{ key: "orders" }] });
  await it.tell();
  expect(it.slack.workspace.messages).toHaveLength(0);
});

test("an attempt that is retried never alerts; the logical run does", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const first = await it.addRun({ job: "nightly", steps: [failing("orders")] });
  await it.addRun({
    job: "nightly",
    steps: [{ key: "orders", status: "RUNNING" }],
    status: "STARTED",
    parentRunId: first,
    trigger: "retry",
  });
  await it.evaluate(it.org.orgId, first);
  await it.tell();
  expect(await it.incidents()).toEqual([]);

  const second = await it.addRun({
    job: "nightly",
    steps: [failing("orders")],
    parentRunId: first,
    trigger: "rerun",
  });
  await it.evaluate(it.org.orgId, second);
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ failures: 1 }]);
});

test("a queued or running newer run does not suppress a streak, and a canceled one does not break it", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const tags = { "millrace/alerts_after": "2" };
  await it.finish({ job: "nightly", steps: [failing("orders")], tags });
  await it.finish({ job: "nightly", steps: [{ key: "orders", status: "CANCELED" }], status: "CANCELED" });
  await it.addRun({ job: "nightly", steps: [{ key: "orders", status: "PENDING" }], status: "QUEUED" });
  await it.addRun({ job: "nightly", steps: [{ key: "orders", status: "RUNNING" }], status: "STARTED" });
  await it.finish({ job: "nightly", steps: [failing("orders")], tags });
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ state: "OPEN", failures: 2 }]);
  expect(it.roots("alerts")).toHaveLength(1);
});

test("further failures edit the one message instead of sending more", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  for (let run = 0; run < 4; run++) {
    await it.finish({ job: "nightly", steps: [failing("orders")] });
    await it.tell();
  }
  expect(it.slack.workspace.messages).toHaveLength(1);
  expect(it.roots("alerts")[0]).toMatchObject({ edits: 3, text: expect.stringContaining("4 consecutive failures") });
});

test("runs count in the order in which they end, not in which they start", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const success = await it.addRun({
    job: "nightly",
    steps: [{ key: "orders" }],
    endedAt: new Date(it.clock.now().getTime() + 5_000),
  });
  const failure = await it.addRun({ job: "nightly", steps: [failing("orders")], endedAt: it.clock.now() });
  await it.evaluate(it.org.orgId, success);
  await it.evaluate(it.org.orgId, failure);
  await it.tell();
  expect(await it.incidents()).toEqual([]);
});

test("an error of 100 kB arrives, shortened", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const tags = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`tag${index}`, "<v&>".repeat(60)]));
  await it.finish({ job: "nightly", steps: [failing("orders", "<!channel> ".repeat(10_000))], tags });
  expect(await it.tell()).toEqual(["sent"]);
  expect(JSON.stringify(it.roots("alerts"))).not.toContain("<!channel>");
});

test("an ad hoc run is routed by its assets' owners, and one owner gets one message", async () => {
  const it = await world({
    manifest: {
      assets: ["a", "b", "c"].map((key) => asset(key, { owners: [key === "c" ? "team:finance" : "team:ingest"] })),
    },
  });
  await it.addTeam("ingest", "ingest");
  await it.addTeam("finance", "finance");
  await it.finish({ steps: [failing("a"), failing("b"), failing("c")] });
  await it.tell();

  expect((await it.incidents()).map((incident) => [incident.subjectKind, incident.subject])).toEqual([
    ["asset", "a"],
    ["asset", "b"],
    ["asset", "c"],
  ]);
  expect(it.roots("ingest").map((message) => message.text)).toEqual([
    "a and 1 more are failing in production: 1 failure. boom",
  ]);
  expect(it.roots("finance")).toHaveLength(1);

  await it.finish({ steps: [{ key: "a" }] });
  await it.tell();
  expect(it.replies("ingest").map((message) => message.text)).toEqual([expect.stringContaining("a recovered")]);
  expect(it.roots("ingest")[0]).toMatchObject({ attachments: [{ color: "#D92D20" }] });

  await it.finish({ steps: [{ key: "b" }] });
  await it.tell();
  expect(it.roots("ingest")[0]).toMatchObject({ attachments: [{ color: "#12B76A" }] });
});

test("a run that fails outside of its steps concerns everything that it targeted", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  await it.finish({ steps: [{ key: "a", status: "SKIPPED" }], status: "FAILURE", failureReason: "LOAD_ERROR" });
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ subject: "a", state: "OPEN", lastError: "LOAD_ERROR" }]);
});

test("evaluating a run many times concurrently opens one incident and sends one message", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const run = await it.addRun({ job: "nightly", steps: [failing("orders")] });
  await Promise.all(Array.from({ length: 8 }, () => it.evaluate(it.org.orgId, run)));
  await Promise.all([it.openDue(), it.tell(), it.openDue()]);
  expect(await it.incidents()).toHaveLength(1);
  expect(it.slack.workspace.messages).toHaveLength(1);
});

test("an incident of partitions lasts until each of them has succeeded, and lists those that are failing", async () => {
  const partitions = { kind: "static", keys: ["a", "b", "c", "d"] };
  const it = await world({ manifest: { assets: [asset("orders", { partitions })] } });
  await it.addDestination({ kind: "slack", target: "alerts" });
  const run = (partition: string, steps: object[]) => it.finish({ partitions: [partition], steps: steps as never });
  for (const partition of ["a", "b", "c"]) await run(partition, [failing("orders")]);
  await run("d", [{ key: "orders" }]);
  await it.tell();
  expect(it.roots("alerts").map((message) => message.text)).toEqual([
    "orders is failing in production: 3 failed partitions. boom",
  ]);

  await run("d", [{ key: "orders" }]);
  await run("b", [{ key: "orders" }]);
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ state: "OPEN", failedPartitions: ["a", "c"] }]);
  expect(it.roots("alerts").map((message) => message.text)).toEqual([
    "orders is failing in production: 2 failed partitions. boom",
  ]);

  await run("a", [{ key: "orders" }]);
  expect(await it.incidents()).toMatchObject([{ state: "OPEN", failedPartitions: ["c"] }]);
  await run("c", [{ key: "orders" }]);
  expect(await it.incidents()).toMatchObject([{ state: "RESOLVED", failedPartitions: [] }]);
});

test("a job's incident isn't resolved by another partition, and one run of several partitions counts for each", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const run = (partitions: string[], status?: string) =>
    it.finish({ job: "nightly", partitions, steps: [status ? failing("orders") : { key: "orders" }] });
  await run(["2026-01-01", "2026-01-02"], "FAILURE");
  await run(["2026-01-03"]);
  expect((await it.incidents()).map(({ state, failedPartitions }) => [state, failedPartitions])).toEqual([
    ["PENDING", ["2026-01-01", "2026-01-02"]],
  ]);
  await run(["2026-01-01", "2026-01-02", "2026-01-03"]);
  expect(await it.incidents()).toMatchObject([{ state: "RESOLVED" }]);
});

test("a failure soon after the recovery reopens the incident in the same thread", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  for (const step of [failing("orders"), { key: "orders" }, failing("orders")]) {
    await it.finish({ job: "nightly", steps: [step] });
    await it.tell();
  }
  expect(it.roots("alerts")).toHaveLength(1);
  expect(it.replies("alerts").at(-1)).toMatchObject({
    isBroadcast: true,
    text: expect.stringContaining("reopened 1×"),
  });
});

test("a silence holds messages back until it ends", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const until = new Date(it.clock.now().getTime() + 600_000);
  await it.db.prisma.silence.create({
    data: {
      orgId: it.org.orgId,
      id: "sil_1",
      scope: "subject",
      target: "job:nightly",
      reason: "migration",
      by: "usr_1",
      until,
    },
  });
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect(await it.incidents()).toMatchObject([{ muted: expect.stringContaining("migration") }]);
  expect(it.slack.workspace.messages).toHaveLength(0);

  await it.advance(600_000);
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect(it.roots("alerts")).toHaveLength(1);
});

test("where alerts are off the same messages are kept as previews", async () => {
  const it = await world();
  await it.addDestination({ kind: "slack", target: "alerts" });
  const { orgId, deploymentId } = it.org;
  await it.db.prisma.deployment.update({
    where: { orgId_id: { orgId, id: deploymentId } },
    data: { alertsEnabled: false },
  });
  await it.finish({ job: "nightly", steps: [failing("orders")] });
  await it.tell();
  expect(it.slack.workspace.calls).toHaveLength(0);
  expect(await it.sent()).toMatchObject([
    { status: "PREVIEW", channel: "alerts", message: { type: "incident", notice: "opened" } },
  ]);
});

test("a code location that failed to load is an incident of its team until it loads", async () => {
  const it = await world();
  const teamId = await it.addTeam("ingest", "ingest");
  const { orgId, locationId, deploymentId } = it.org;
  await it.db.prisma.codeLocation.update({ where: { orgId_id: { orgId, id: locationId } }, data: { teamId } });
  const push = async (number: number, status: string) => {
    const id = `ver_${number}`;
    await it.db.prisma.locationVersion.create({
      data: {
        orgId,
        id,
        locationId,
        number,
        status,
        bundleHash: await seedBundle(it.db.prisma, orgId),
        pushedBy: "u",
        pushedByName: "U",
        activateIn: deploymentId,
        loadedAt: it.clock.now(),
        error: status === "FAILED" ? { name: "SyntaxError", message: "Unexpected token" } : undefined,
      },
    });
    await it.evaluateLoad(orgId, id);
    await it.tell();
  };
  await it.db.prisma.locationVersion.updateMany({ where: { orgId }, data: { loadedAt: it.clock.now() } });
  await it.advance(1_000);
  await push(2, "FAILED");
  expect(it.roots("ingest").map((message) => message.text)).toEqual([
    "Code location sales failed to load in production: 1 failure. Unexpected token",
  ]);
  await push(3, "READY");
  expect(it.replies("ingest")[0]?.text).toContain("sales recovered");
});
