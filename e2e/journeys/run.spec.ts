import type { Page } from "@playwright/test";
import { expect, test } from "../support/test";

/** The run page's status as text, which screen readers announce. */
const runIs = (page: Page, status: string) => page.getByText(`Run ${status}`, { exact: true });
const launch = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Launch run" }).click();

test("materializes assets from the graph and by selection, launches a job with config, and follows each run live", async ({
  page,
  org,
  signIn,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], "retail");
  await signIn(page);

  await page.goto(`/o/${org.organization}/production/lineage`);
  await page.locator(".react-flow__node-asset", { hasText: "raw_pos_data" }).click();
  await page.locator(".react-flow__node-asset", { hasText: "cleaned_sales" }).click({ modifiers: ["Shift"] });
  await expect(page.getByRole("complementary", { name: "Selected assets" })).toContainText("2 assets");
  await keep(page, "lineage-picked");
  await page.getByRole("button", { name: "Materialize 2" }).click();
  await launch(page);
  await expect(runIs(page, "success")).toBeAttached();
  const steps = page.getByRole("list", { name: "Steps over time" });
  await expect(steps.getByRole("button", { name: /^cleaned_sales: Succeeded/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Run events" })).toContainText("raw_pos_data");
  await keep(page, "run-succeeded");

  await page.goto(`/o/${org.organization}/production/assets`);
  await page.getByRole("combobox", { name: "Select assets" }).fill("+group:marts");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Materialize 9" }).click();
  await keep(page, "materialize-dialog");
  await launch(page);
  await expect(runIs(page, "success")).toBeAttached();
  await expect(page.getByText("10 of 10 complete")).toBeVisible();

  await page.goto(`/o/${org.organization}/production/jobs/retail/data_quality_job`);
  await page.getByRole("combobox").click();
  await page.getByRole("option", { name: "inventory" }).click();
  await keep(page, "launchpad");
  await page.getByRole("button", { name: "Launch run" }).click();
  await expect(runIs(page, "success")).toBeAttached();
  await page.getByRole("tab", { name: "Config" }).click();
  await expect(page.getByText('"table": "inventory"')).toBeVisible();
});

test("shows a step's output while it runs, and cancels the run", async ({
  page,
  org,
  signIn,
  cliJson,
  project,
  keep,
}) => {
  const slow = project("slow", {
    "src/slow.ts": `import { asset } from "@millrace/sdk";
export const forever = asset("forever", {}, async () => {
  console.log("waiting for nothing");
  console.error("and complaining about it");
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
`,
  });
  await cliJson(["push"], slow);
  const { id } = await cliJson<{ id: string }>(["materialize", "*", "--no-wait"], slow);
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/runs/${id}?tab=stdout`);
  await expect(runIs(page, "started")).toBeAttached();
  await expect(page.getByText("waiting for nothing")).toBeVisible();
  await page.getByRole("tab", { name: "stderr" }).click();
  await expect(page.getByText("and complaining about it")).toBeVisible();
  await keep(page, "run-live-log");

  await page
    .getByRole("main")
    .getByRole("button", { name: /^Cancel/ })
    .click();
  await page.getByRole("button", { name: "Cancel run" }).click();
  await expect(runIs(page, "canceled")).toBeAttached({ timeout: 20_000 });
  await keep(page, "run-canceled");
});

test("shows a failed run's error first, and re-runs from failure or selected steps with the stored values", async ({
  page,
  org,
  signIn,
  cli,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], "retail");
  await cli(["env", "set", "RETAIL_BREAK", "--stdin", "--plain"], "retail", "true");
  const { id } = await cliJson<{ id: string }>(["materialize", "*", "--no-wait"], "retail");
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/runs/${id}`);
  await expect(runIs(page, "failure")).toBeAttached();
  const failure = page.getByRole("region", { name: "Error details" });
  await expect(failure).toContainText("fact_sales failed");
  await expect(failure).toContainText("RETAIL_BREAK");
  await keep(page, "run-failed");

  await cli(["env", "rm", "RETAIL_BREAK"], "retail");
  await page.getByRole("button", { name: "Re-run from failure" }).click();
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(runIs(page, "success")).toBeAttached();
  await expect(page.getByText("Re-run of")).toBeVisible();
  const steps = page.getByRole("list", { name: "Steps over time" }).getByRole("button");
  await expect(steps.filter({ hasText: "fact_sales" })).toHaveCount(1);
  await expect(steps.filter({ hasText: "raw_pos_data" })).toHaveCount(0);
  await keep(page, "run-from-failure");

  const again = page.url();
  await page.getByRole("button", { name: "More re-run options" }).click();
  await page.getByRole("menuitem", { name: "Selected steps…" }).click();
  const dialog = page.getByRole("dialog", { name: "Re-run selected steps" });
  await dialog.getByRole("checkbox", { name: "fact_sales" }).check();
  await dialog.getByRole("checkbox", { name: "Include downstream steps" }).uncheck();
  await keep(page, "run-chosen-steps");
  await dialog.getByRole("button", { name: "Re-run 1 step" }).click();
  await expect(page).not.toHaveURL(again);
  await expect(page.getByText("1 of 1 complete")).toBeVisible();
});
