import { expect, test } from "../support/test";

const SOURCE = `import { asset, daily, env, job, op, resource } from "@millrace/sdk";
import { z } from "zod";

const api = resource({
  name: "api",
  config: z.object({ token: z.string() }),
  values: { token: env("API_TOKEN") },
  create: ({ config }) => config.token,
});
export const feed = asset("feed", { resources: { api } }, async () => 1);

const days = daily({ start: "2026-01-01", end: "2026-01-11" });
export const visits = asset("visits", { partitions: days }, async ({ state, partition }) => {
  for (const day of partition.keys) state.partition(day).set("cursor", 7);
  state.asset.set("runs", (state.asset.get<number>("runs") ?? 0) + 1);
});
export const totals = asset("totals", {}, async () => 2);

const Input = z.object({ limit: z.number().int().min(1).describe("Rows at most"), note: z.string().default("none") });
const copy = op("copy", { input: Input }, async ({ input }) => input.limit);
export const refresh = job("refresh", { input: Input }, (g) => {
  g.call(copy, g.input);
});
`;

test("selects partitions by text and shortcut, and shows their status as a bar and as text", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], project("authoring", { "src/definitions.ts": SOURCE }));
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/assets/visits?tab=partitions`);
  await expect(page.getByText("0 of 10 materialized, 10 missing")).toBeVisible();

  await page.getByRole("button", { name: "Materialize" }).click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox", { name: "Partitions" });
  await field.fill("2026-02-30");
  await expect(dialog.getByText('Partition not found: "2026-02-30".')).toBeVisible();
  await dialog.getByRole("button", { name: "Latest" }).click();
  await expect(field).toHaveValue("2026-01-10");
  await field.fill("2026-01-01, [2026-01-03...2026-01-05]");
  await expect(dialog.getByText("4 partitions, one run each")).toBeVisible();
  await dialog.getByRole("checkbox", { name: "Launch a separate run for each partition" }).uncheck();
  await expect(dialog.getByText("4 partitions in one run")).toBeVisible();
  await keep(page, "partition-choice");
  await dialog.getByRole("button", { name: "Launch run" }).click();
  await expect(page.getByText("Run success", { exact: true })).toBeAttached();

  await page.goto(`/o/${org.organization}/production/assets/visits?tab=partitions`);
  await expect(page.getByText("4 of 10 materialized, 6 missing")).toBeVisible();
  await expect(page.getByRole("table", { name: "Partition ranges by status" })).toContainText("2026-01-03");
  await keep(page, "partition-status");

  await page.getByRole("tab", { name: "State" }).click();
  const state = page.getByRole("tabpanel", { name: "State" });
  const partitions = state.getByRole("table", { name: "Partition state" });
  await expect(partitions.getByRole("row")).toHaveCount(5);
  await expect(partitions.getByRole("row").nth(1)).toContainText('2026-01-05{"cursor":7}');
  await expect(state.getByText('"runs": 1')).toBeVisible();

  await state.getByRole("searchbox", { name: "Find partitions" }).fill("01-03");
  await expect(partitions.getByRole("row")).toHaveCount(2);
  await partitions.getByRole("button", { name: "Edit 2026-01-03" }).click();
  await page.getByRole("textbox", { name: "State (JSON)" }).fill('{ "cursor": 3 }');
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(partitions).toContainText('{"cursor":3}');
  await keep(page, "asset-state");
  await partitions.getByRole("button", { name: "Reset 2026-01-03" }).click();
  await dialog.getByRole("button", { name: "Reset" }).click();
  await expect(state.getByText('No partition key with state contains "01-03".')).toBeVisible();

  await state.getByRole("searchbox", { name: "Find partitions" }).fill("");
  await state.getByRole("button", { name: "Set state" }).click();
  await page.getByRole("textbox", { name: "Partition" }).fill("2026-02-30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText('Asset "visits" has no partition "2026-02-30".')).toBeVisible();
  await dialog.getByRole("button", { name: "Close" }).click();
  await state.getByRole("button", { name: "Reset all" }).click();
  await dialog.getByRole("textbox", { name: "Type visits to confirm" }).fill("visits");
  await dialog.getByRole("button", { name: "Reset" }).click();
  await expect(state.getByText("No partition state")).toBeVisible();
  await expect(state.getByText(/^No state stored/)).toBeVisible();
  await page.goto(`/o/${org.organization}/settings/audit`);
  await expect(page.getByText("asset.stateReset")).toHaveCount(2);
  await expect(page.getByText("asset.stateSet")).toHaveCount(1);

  await page.goto(`/o/${org.organization}/production/assets/visits?tab=partitions`);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Wipe" }).click();
  await dialog.getByRole("checkbox", { name: "Also reset state, so the next run starts from scratch" }).check();
  await dialog.getByRole("textbox", { name: "Type visits to confirm" }).fill("visits");
  await dialog.getByRole("button", { name: "Wipe" }).click();
  await expect(page.getByText("0 of 10 materialized, 10 missing")).toBeVisible();
});

test("completes names in the selection field and marks syntax errors", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], project("authoring", { "src/definitions.ts": SOURCE }));
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/assets`);
  const field = page.getByRole("combobox", { name: "Select assets" });
  await field.pressSequentially("key:tot");
  await page.getByRole("option", { name: /totals/ }).click();
  await expect(page.getByRole("button", { name: "Materialize" })).toBeEnabled();
  await field.fill("key:totals and -");
  await page.keyboard.press("Escape");
  await expect(page.getByText(/at character 16/)).toBeVisible();
  await keep(page, "selection-problem");
});

test("lists a missing variable with its readers, and stores it as a secret that is never shown", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], project("authoring", { "src/definitions.ts": SOURCE }));
  await signIn(page);
  await page.goto(`/o/${org.organization}/settings/variables?deployment=production`);
  const missing = page.getByRole("table", { name: "Missing variables in production" });
  await expect(missing).toContainText("API_TOKEN");
  await keep(page, "variables-missing");
  await missing.getByRole("button", { name: "Set value of API_TOKEN" }).click();
  await page.getByRole("textbox", { name: "Value" }).fill("hunter2-hunter2");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(missing).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Variables of production" })).toContainText("Secret");
  await expect(page.getByText("hunter2-hunter2")).toHaveCount(0);
});
