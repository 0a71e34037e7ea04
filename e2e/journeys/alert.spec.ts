import type { Page } from "@playwright/test";
import { expect, type StackState, test } from "../support/test";

type SlackMessage = { ts: string; channel: string; threadTs?: string; text: string };

/** Messages that the fake workspace received about one organization, with channel names. */
async function notifications(stack: StackState, organization: string) {
  const answer = await fetch(`${stack.slackUrl}/messages`);
  const { channels, messages } = (await answer.json()) as {
    channels: { id: string; name: string }[];
    messages: SlackMessage[];
  };
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return messages
    .filter((message) => JSON.stringify(message).includes(`/o/${organization}/`))
    .map((message) => ({ ...message, channel: names.get(message.channel), body: JSON.stringify(message) }));
}

const SHOP = {
  "src/shop.ts": `import { asset, defineLocation, env, fail, resource } from "@millrace/sdk";
import { z } from "zod";

const broken = resource({ name: "broken", config: z.object({ now: z.boolean() }), create: ({ config }) => config });
export default defineLocation({ resources: { broken: { now: env.bool("BROKEN", { default: false }) } } });

const work = (name: string) => ({ resources }: { resources: { broken: { now: boolean } } }) => {
  if (resources.broken.now) fail(name + " is out of stock", { retry: false });
  return 1;
};
export const orders = asset("orders", { owners: ["team:ingest"], resources: { broken } }, work("orders"));
export const revenue = asset("revenue", { owners: ["team:analytics"], resources: { broken } }, work("revenue"));
export const patient = asset("patient", { owners: ["team:analytics"], alerts: { after: 3 }, resources: { broken } }, work("patient"));
`,
};

/** Notifies immediately instead of waiting for a recovery. */
async function notifyImmediately(page: Page, organization: string) {
  await page.goto(`/o/${organization}/production/alerts`);
  await page
    .getByRole("button", { name: /^Edit / })
    .first()
    .click();
  await page.getByLabel("Wait before notifying").fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Policy saved")).toBeVisible();
}

test("notifies each owner of a failure in their own channel, and of the recovery in the same thread", async ({
  page,
  org,
  stack,
  signIn,
  cli,
  cliJson,
  project,
  keep,
}) => {
  test.setTimeout(120_000);
  const shop = project("shop", SHOP);
  await cliJson(["push"], shop);
  await signIn(page);
  await notifyImmediately(page, org.organization);

  await cli(["env", "set", "BROKEN", "--stdin", "--plain"], shop, "true");
  const run = await cli(["materialize", "key:orders or key:revenue"], shop);
  expect(run.code).not.toBe(0);
  await expect.poll(async () => (await notifications(stack, org.organization)).length, { timeout: 20_000 }).toBe(2);
  const opened = await notifications(stack, org.organization);
  const ingest = opened.find((message) => message.channel === "ingest");
  const analytics = opened.find((message) => message.channel === "analytics");
  expect(ingest?.body).toContain("orders is out of stock");
  expect(ingest?.body).not.toContain("revenue is out of stock");
  expect(analytics?.body).toContain("revenue is out of stock");
  expect(analytics?.body).not.toContain("orders is out of stock");

  await page.goto(`/o/${org.organization}/production/incidents`);
  await expect(page.getByRole("row").filter({ hasText: "is out of stock" })).toHaveCount(2);
  await keep(page, "incidents");
  await page.getByRole("button", { name: "orders", exact: true }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("Sent");
  await expect(sheet).toContainText("#ingest");
  await keep(page, "incident");

  await cli(["env", "rm", "BROKEN"], shop);
  await cliJson(["materialize", "key:orders or key:revenue"], shop);
  await expect.poll(async () => (await notifications(stack, org.organization)).length, { timeout: 20_000 }).toBe(4);
  const recovery = (await notifications(stack, org.organization)).filter((message) => message.threadTs);
  expect(recovery.map((message) => message.threadTs).sort()).toEqual([ingest?.ts, analytics?.ts].sort());
  await page.goto(`/o/${org.organization}/production/incidents?show=resolved`);
  await expect(page.getByRole("row").filter({ hasText: "Resolved" })).toHaveCount(2);
  await keep(page, "incidents-resolved");
});

test("notifies an asset's owner on the third consecutive failure when alerts.after is 3", async ({
  page,
  org,
  stack,
  signIn,
  cli,
  cliJson,
  project,
}) => {
  test.setTimeout(120_000);
  const shop = project("shop", SHOP);
  await cliJson(["push"], shop);
  await signIn(page);
  await notifyImmediately(page, org.organization);
  await cli(["env", "set", "BROKEN", "--stdin", "--plain"], shop, "true");
  for (const failures of [1, 2]) {
    await cli(["materialize", "key:patient"], shop);
    await page.goto(`/o/${org.organization}/production/incidents`);
    await expect(page.getByText("No open incidents in production"), `after ${failures}`).toBeVisible();
  }
  await cli(["materialize", "key:patient"], shop);
  await expect.poll(async () => (await notifications(stack, org.organization)).length, { timeout: 20_000 }).toBe(1);
  await page.goto(`/o/${org.organization}/production/incidents`);
  await expect(page.getByRole("row").filter({ hasText: "patient" })).toContainText("3");
});

test("sends no notifications from staging and stores them as previews", async ({
  page,
  org,
  stack,
  signIn,
  cli,
  cliJson,
  project,
  keep,
}) => {
  test.setTimeout(120_000);
  const shop = project("shop", SHOP);
  await cliJson(["push", "--deployment", "staging"], shop);
  await signIn(page);
  await notifyImmediately(page, org.organization);
  await cli(["env", "set", "BROKEN", "--stdin", "--plain", "--deployment", "staging"], shop, "true");
  await cli(["materialize", "key:orders", "--deployment", "staging"], shop);

  await page.goto(`/o/${org.organization}/staging/alerts?tab=deliveries`);
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("row").filter({ hasText: "Preview only" })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
  await expect(page.getByText("Alerts are off in staging").first()).toBeVisible();
  await page.getByRole("button", { name: /^Show notification/ }).click();
  await expect(page.getByRole("dialog")).toContainText("orders is out of stock");
  await keep(page, "delivery-preview");
  expect(await notifications(stack, org.organization)).toEqual([]);
});
