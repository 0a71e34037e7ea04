import { expect, test } from "../support/test";

const SOURCE = `import { asset, assetJob, job, op } from "@millrace/sdk";
import { z } from "zod";

const Input = z.object({
  limit: z.number().int().min(1).max(500).describe("Rows at most"),
  note: z.string().default("none"),
  currency: z.enum(["EUR", "GBP"]).default("EUR").describe("What totals are converted to"),
  mode: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("full") }),
    z.object({ kind: z.literal("since"), day: z.iso.date() }),
  ]),
  until: z.iso.date().nullable().default(null),
  targets: z.array(z.object({ schema: z.string(), rows: z.number().positive().default(10) })).default([]),
  labels: z.record(z.string(), z.string()).default({}),
  odd: z.union([z.string(), z.number()]).optional(),
}).refine((input) => input.note !== "never", { path: ["note"], error: "never is not a note" });
const copy = op("copy", { input: Input }, async ({ input }) => input.limit);
export const refresh = job("refresh", { input: Input }, (g) => {
  g.call(copy, g.input);
});

export const orders = asset("orders", { config: z.object({ limit: z.number().int().default(5) }) }, ({ config }) => config.limit);
export const nightly = assetJob("nightly", { select: "key:orders" });
`;
const SLUG = "launchpad";

test.beforeEach(async ({ cliJson, project, signIn, page }) => {
  await cliJson(["push"], project(SLUG, { "src/definitions.ts": SOURCE }));
  await signIn(page);
});

test("completes, explains, and validates config code from its schema, and removes unknown fields with one button", async ({
  page,
  org,
  keep,
}) => {
  await page.goto(`/o/${org.organization}/production/jobs/${SLUG}/refresh`);
  await page.getByRole("tab", { name: "Code" }).click();
  const code = page.getByRole("textbox", { name: "Config" });
  await code.fill('{ "limit": 0, "limt": 2, "mode": { "kind": "full" } }');
  const problems = page.getByRole("status", { name: "Config errors" });
  await expect(problems).toContainText("/limit must be at least 1");
  await expect(problems).toContainText('/limt is an unknown key. Did you mean "limit"?');
  await expect(page.getByRole("button", { name: "Launch run" })).toBeDisabled();
  await expect(page.locator(".cm-lintRange-error").filter({ hasText: '"limt": 2' })).toBeVisible();
  await page.locator(".cm-lintRange-error").first().hover();
  await expect(page.locator(".cm-diagnostic")).toContainText("must be at least 1");
  await keep(page, "launchpad-problems");

  await page.getByRole("button", { name: "Remove unknown fields" }).click();
  await expect(code).not.toContainText("limt");
  await page.getByRole("button", { name: "Add missing fields" }).click();
  await expect(code).toContainText('"note": "none"');

  await code.fill('{ "limit": 5, "mode": { "kind": "full" },  }');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+Space");
  const option = page.getByRole("option", { name: /currency/ });
  await expect(option).toBeVisible();
  await keep(page, "launchpad-completion");
  await option.click();
  await expect(code).toContainText('"currency": "EUR"');
});

test("renders a form from a schema, shows problems at their fields, and edits the same value as the code", async ({
  page,
  org,
  keep,
}) => {
  await page.goto(`/o/${org.organization}/production/jobs/${SLUG}/refresh`);
  const limit = page.getByRole("spinbutton", { name: "limit" });
  await limit.fill("900");
  await expect(page.getByText("must be at most 500")).toBeVisible();
  await limit.fill("7");
  await page.getByRole("combobox", { name: "Select mode" }).click();
  await page.getByRole("option", { name: "since" }).click();
  await page.getByLabel("day").fill("2026-01-31");
  await page.getByRole("combobox", { name: "currency" }).click();
  await page.getByRole("option", { name: "GBP" }).click();
  await page.getByRole("group", { name: "targets" }).getByRole("button", { name: "Add an item" }).click();
  await page.getByRole("textbox", { name: "schema" }).fill("mart");
  await page.getByRole("button", { name: "Add a key" }).click();
  await page.getByRole("textbox", { name: "Key 1" }).fill("team");
  await page.getByRole("textbox", { name: "team" }).fill("crm");
  await page.getByRole("textbox", { name: "odd" }).fill("12");
  await keep(page, "launchpad-form");
  await page.getByRole("tab", { name: "Code" }).click();
  const code = page.getByRole("textbox", { name: "Config" });
  for (const part of ['"day": "2026-01-31"', '"schema": "mart"', '"team": "crm"', '"odd": 12', '"currency": "GBP"'])
    await expect(code).toContainText(part);

  const elsewhere = page.getByRole("tabpanel").filter({ hasText: "millrace job run refresh" });
  await expect(elsewhere.last()).toContainText('"kind": "since"');
  await page.getByRole("tab", { name: "curl" }).click();
  await expect(page.getByText(/curl --fail-with-body/)).toBeVisible();

  await page.getByRole("button", { name: "Launch run" }).click();
  await expect(page.getByText("Run success", { exact: true })).toBeAttached();
  await page.goto(`/o/${org.organization}/production/jobs/${SLUG}/refresh`);
  await page.getByRole("combobox", { name: "Fill from a past run" }).click();
  await page.getByRole("option").first().click();
  await expect(limit).toHaveValue("7");
  await expect(page.getByLabel("day")).toHaveValue("2026-01-31");
});

test("launches an asset job with each asset's config, and fails in the step on rules that only it can check", async ({
  page,
  org,
}) => {
  await page.goto(`/o/${org.organization}/production/jobs/${SLUG}/nightly`);
  await page.getByRole("spinbutton", { name: "limit" }).fill("3");
  await page.getByRole("button", { name: "Launch run" }).click();
  await expect(page.getByText("Run success", { exact: true })).toBeAttached();

  await page.goto(`/o/${org.organization}/production/jobs/${SLUG}/refresh`);
  await page.getByRole("textbox", { name: "note" }).fill("never");
  await page.getByRole("button", { name: "Launch run" }).click();
  await expect(page.getByText("Run failure", { exact: true })).toBeAttached();
  await expect(page.getByText(/never is not a note/).first()).toBeVisible();
});
