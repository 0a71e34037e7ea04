import { newId } from "@millrace/core";
import { createAlertStore, createDb, createDeliveryStore, createIdentityStores, type Db, sql } from "@millrace/db";
import { createTestDatabase, seedOrganization, TestClock, type TestDatabase } from "@millrace/harness";
import { startFakeSlack } from "@millrace/harness/fake-slack";
import {
  createEmailChannel,
  createPacer,
  createWebhookChannel,
  deliverAlert,
  evaluateAlerts,
  evaluateLoad,
  openDueIncidents,
  type WebhookClient,
} from "@millrace/services/alerts";
import { createMailer, createSmtpTransport } from "@millrace/services/mail";
import { createSlackChannel } from "../src/delivery/slack-channel";

export type AlertWorld = Awaited<ReturnType<typeof createAlertWorld>>;

type Step = { key: string; status?: string; error?: string; kind?: "asset" | "op" | "check"; asset?: string };
type RunOptions = {
  job?: string | null;
  steps: Step[];
  status?: string;
  tags?: Record<string, string>;
  endedAt?: Date;
  parentRunId?: string;
  trigger?: string;
  failureReason?: string;
  partitions?: string[];
};

type DestinationOptions = { kind: string; target: string; severity?: string; deploymentId?: string };

let opened: Promise<{ database: TestDatabase; db: Db }> | undefined;

/** One database for the worlds of a file; each world has a separate organization. */
function shared() {
  opened ??= createTestDatabase().then((database) => ({ database, db: createDb({ url: database.url }) }));
  return opened;
}

export async function dropAlertDatabase(): Promise<void> {
  const { database, db } = await shared();
  await db.close();
  await database.drop();
}

const GROUP_WAIT_MS = 30_000;

/** An organization with teams, a fake Slack and a clock: everything between a finished run and a message. */
export async function createAlertWorld(
  options: { manifest?: object; token?: string | null; webhook?: WebhookClient; smtpUrl?: string } = {},
) {
  const { db } = await shared();
  const slack = await startFakeSlack();
  const clock = new TestClock();
  const org = await seedOrganization(db, { manifest: options.manifest ?? {} });
  const { orgId, deploymentId, locationId, versionId } = org;
  await db.prisma.deployment.update({
    where: { orgId_id: { orgId, id: deploymentId } },
    data: { alertsEnabled: true },
  });

  const alerts = createAlertStore(db);
  const deliveries = createDeliveryStore(db);
  const token = options.token === undefined ? "xoxb-test" : options.token;
  const publicUrl = "https://millrace.example";
  const evaluate = evaluateAlerts({ alerts, clock, publicUrl });
  const openDue = openDueIncidents({ alerts, clock, publicUrl });
  const deliver = deliverAlert({
    deliveries,
    channels: {
      slack: createSlackChannel({ tokens: { tokenFor: async () => token }, apiUrl: slack.apiUrl }),
      email: createEmailChannel({
        transport: options.smtpUrl
          ? createSmtpTransport({ url: options.smtpUrl, from: "alerts@millrace.example" })
          : null,
        localOutbox: createMailer(createIdentityStores(db).mails, "local"),
      }),
      webhook: createWebhookChannel({
        client: options.webhook ?? (() => Promise.reject(new Error("no receiver"))),
        clock,
        serverSecret: "s".repeat(32),
        onForbidden: () => {},
      }),
    },
    pacer: createPacer(clock),
    clock,
    random: () => 0.5,
  });

  async function addTeam(slug: string, channel?: string | DestinationOptions): Promise<string> {
    const teamId = newId("team");
    await db.prisma.team.create({ data: { orgId, id: teamId, slug, name: slug } });
    if (channel)
      await addDestination(typeof channel === "string" ? { kind: "slack", target: channel } : channel, teamId);
    return teamId;
  }

  async function addDestination(destination: DestinationOptions, teamId: string | null = null): Promise<string> {
    const id = newId("destination");
    await db.prisma.destination.create({ data: { orgId, id, teamId, ...destination } });
    return id;
  }

  async function addPolicy(policy: { severity?: string; selector?: object; destinations?: string[] }): Promise<string> {
    const id = newId("policy");
    await db.prisma.alertPolicy.create({ data: { orgId, id, name: id, kind: "runFailure", ...policy } });
    return id;
  }

  /** Stores a run that has just ended. */
  async function addRun(run: RunOptions): Promise<string> {
    const id = newId("run", clock.now().getTime());
    const failed = run.steps.some((step) => step.status === "FAILURE");
    const steps = run.steps.map((step) => ({ kind: "asset" as const, status: "SUCCESS", ...step }));
    const endedAt = run.endedAt ?? clock.now();
    await db.prisma.run.create({
      data: {
        orgId,
        id,
        deploymentId,
        locationId,
        location: org.location,
        versionId,
        status: run.status ?? (failed ? "FAILURE" : "SUCCESS"),
        job: run.job ?? null,
        assetKeys: steps.filter((step) => step.kind === "asset").map((step) => step.key),
        plan: {
          steps: steps.map(({ key, kind, asset }) => ({
            key,
            kind,
            definition: key,
            assets: kind === "asset" ? [key] : [],
            asset,
          })),
        },
        partitionKeys: run.partitions ?? [],
        tags: run.tags ?? {},
        trigger: run.trigger ?? "manual",
        parentRunId: run.parentRunId ?? null,
        failureReason: run.failureReason ?? (failed ? "STEP_FAILURE" : null),
        createdAt: endedAt,
        endedAt: ["SUCCESS", "FAILURE", "CANCELED"].includes(run.status ?? "SUCCESS") ? endedAt : null,
        steps: {
          create: steps.map(({ key, kind, status, error }) => ({
            key,
            kind,
            definition: key,
            status,
            attempt: 1,
            ...(error ? { error: { name: "Error", message: error } } : {}),
          })),
        },
      },
    });
    return id;
  }

  /** Lets time pass for the process, and for deliveries, which wait by the clock of the database. */
  async function advance(ms: number): Promise<void> {
    clock.advance(ms);
    await db.execute(sql`
      update "Delivery" set "notBefore" = "notBefore" - ${ms} * interval '1 millisecond',
        "createdAt" = "createdAt" - ${ms} * interval '1 millisecond'
      where "orgId" = ${orgId} and "status" in ('PENDING', 'SENDING')`);
  }

  /** Milliseconds until each delivery that waits is due. */
  async function dueInMs(): Promise<number[]> {
    const rows = await db.query<{ ms: number }>(sql`
      select extract(epoch from "notBefore" - now()) * 1000 as "ms" from "Delivery"
      where "orgId" = ${orgId} and "status" in ('PENDING', 'SENDING') order by "id"`);
    return rows.map((row) => row.ms);
  }

  /** Ends a run and evaluates it, a second after the last one. */
  async function finish(run: RunOptions): Promise<string> {
    await advance(1_000);
    const id = await addRun(run);
    await evaluate(orgId, id);
    return id;
  }

  /** Sends what is due now, in rounds, as the pacer lets it. Returns what became of each attempt. */
  async function deliverDue(): Promise<string[]> {
    const outcomes: string[] = [];
    for (let round = 0; round < 12; round++) {
      const due = (await deliveries.unscopedListDue(1_000)).filter((it) => it.orgId === orgId);
      if (due.length === 0) return outcomes;
      for (const { deliveryId } of due) outcomes.push(await deliver(orgId, deliveryId));
      await advance(1_000);
    }
    return outcomes;
  }

  /** The group wait ends, and everything that is due goes out. */
  async function tell(): Promise<string[]> {
    await advance(GROUP_WAIT_MS);
    await openDue();
    await advance(GROUP_WAIT_MS);
    return deliverDue();
  }

  const inChannel = (name: string) => {
    const channel = slack.workspace.find(name);
    return slack.workspace.messages.filter((message) => message.channel === channel?.id);
  };

  return {
    db,
    slack,
    clock,
    org,
    alerts,
    deliveries,
    evaluate,
    advance,
    dueInMs,
    evaluateLoad: evaluateLoad({ alerts, clock, publicUrl }),
    openDue,
    deliver,
    deliverDue,
    tell,
    addTeam,
    addDestination,
    addPolicy,
    addRun,
    finish,
    /** First messages of a channel, oldest first. */
    roots: (channel: string) => inChannel(channel).filter((message) => !message.threadTs),
    replies: (channel: string) => inChannel(channel).filter((message) => message.threadTs),
    incidents: () =>
      db.prisma.incident.findMany({ where: { orgId }, orderBy: [{ openedAt: "asc" }, { subject: "asc" }] }),
    sent: () => db.prisma.delivery.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } }),
    async close() {
      await slack.stop();
    },
  };
}
