import { expect, test } from "../support/test";

const FILES = {
  "src/lane.ts": `import { asset } from "@millrace/sdk";
export const quick = asset("quick", {}, () => 1);
export const endless = asset("endless", {}, () => new Promise((resolve) => setTimeout(resolve, 600_000)));
`,
};

test("shows a paused deployment as the reason on a queued run, and starts the run live when resumed", async ({
  page,
  context,
  org,
  signIn,
  cliJson,
  project,
  keep,
}) => {
  await cliJson(["push"], project("lane", FILES));
  await signIn(page);
  await page.goto(`/o/${org.organization}/settings/deployments`);
  const limit = page.getByLabel("Concurrent runs").first();
  await limit.fill("0");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("production saved")).toBeVisible();
  const { id } = await cliJson<{ id: string }>(["materialize", "key:quick", "--no-wait"]);

  const watching = await context.newPage();
  await watching.goto(`/o/${org.organization}/production/runs/${id}`);
  const why = watching.getByRole("region", { name: "Why this run is queued" });
  await expect(why).toContainText("Deployment limit");
  await expect(why).toContainText("paused");
  await keep(watching, "run-waiting-paused");

  await limit.fill("2");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(watching.getByText("Run success", { exact: true })).toBeAttached();
});

test("names the runs that hold a tag limit, and starts the queued run live when the limit is raised", async ({
  page,
  context,
  org,
  signIn,
  cliJson,
  project,
  keep,
}) => {
  await cliJson(["push"], project("lane", FILES));
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/queues`);
  await page.getByRole("button", { name: "New limit" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Tag", { exact: true }).fill("customer");
  await dialog.getByLabel("Concurrent runs").fill("1");
  await keep(page, "limit-dialog");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row").filter({ hasText: "customer" })).toBeVisible();

  const launch = (key: string) =>
    cliJson<{ id: string }>(["materialize", `key:${key}`, "--tag", "customer=acme", "--no-wait"]);
  const first = await launch("endless");
  const second = await launch("quick");
  const watching = await context.newPage();
  await watching.goto(`/o/${org.organization}/production/runs/${second.id}`);
  const why = watching.getByRole("region", { name: "Why this run is queued" });
  await expect(why).toContainText("Tag limit customer");
  await expect(why).toContainText("1 of 1 in use");
  await expect(why.getByRole("link", { name: first.id.slice(-8) })).toBeVisible();
  await keep(watching, "run-waiting-tag");
  const waiting = page.getByRole("region", { name: "Waiting" });
  await expect(waiting.getByRole("listitem")).toContainText(["Tag limit customer: 1 of 1 in use"]);
  await keep(page, "queues");

  await page.getByRole("button", { name: "Edit limit" }).click();
  await dialog.getByLabel("Concurrent runs").fill("2");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(watching.getByText("Run success", { exact: true })).toBeAttached();
  await cliJson(["runs", "cancel", first.id]);
});
