import { expect, test } from "../support/test";

const SOURCE = `import { asset, assetJob, meta, schedule } from "@millrace/sdk";

export const raw = asset("raw", {}, ({ metadata }) => {
  metadata({ schema: meta.tableSchema([{ name: "price", type: "decimal", description: "As paid" }, { name: "currency" }]) });
  return 1;
});
export const orders = asset("orders", { deps: { raw }, codeVersion: "2" }, ({ metadata }) => {
  const rows = Array.from({ length: 60 }, (_, id) => ({ id, amount: id * 1.5, note: null }));
  metadata({
    rows: rows.length,
    size: meta.bytes(123_456),
    took: meta.duration("90s"),
    at: meta.timestamp(new Date("2026-01-02T00:00:00Z")),
    docs: meta.url("https://example.com/orders"),
    evil: meta.url("javascript:alert(1)"),
    file: meta.path("s3://bucket/orders.parquet"),
    report: meta.markdown("# Orders\\n\\n- **three** shops\\n- [bad](javascript:alert(2))\\n\\n<img src=x onerror=alert(3)>"),
    sample: meta.table(rows),
    schema: meta.tableSchema([{ name: "amount", type: "decimal", description: "In EUR" }]),
    lineage: meta.columnLineage({ amount: [{ asset: "raw", column: "price" }, { asset: "raw", column: "currency" }] }),
    source: meta.asset("raw"),
    job: meta.job("nightly"),
  });
  return 2;
});
export const nightly = assetJob("nightly", { select: "*" });
export const berlin = schedule("berlin", { cron: ["30 2 * * *", "0 9 * * 1-5"], timeZone: "Europe/Berlin", target: nightly });
`;

test("renders metadata by type: safe links only, bounded tables, columns with their sources", async ({
  page,
  org,
  signIn,
  project,
  cli,
  cliJson,
  keep,
}) => {
  const place = project("metadata", { "src/definitions.ts": SOURCE });
  await cliJson(["push"], place);
  expect((await cli(["materialize", "*"], place)).code).toBe(0);
  await signIn(page);
  const base = `/o/${org.organization}/production`;
  await page.goto(`${base}/assets/orders`);
  await expect(page.getByRole("link", { name: /example\.com\/orders/ })).toHaveAttribute("rel", /noopener/);
  await expect(page.getByText("javascript:alert(1)")).toBeVisible();
  await expect(page.locator('a[href^="javascript"]')).toHaveCount(0);
  await expect(page.getByText("three", { exact: true })).toBeVisible();
  await expect(page.locator("img[src=x]")).toHaveCount(0);
  await expect(page.getByText("Showing 20 of 60 rows")).toBeVisible();
  await keep(page, "metadata");
  await page.emulateMedia({ colorScheme: "dark" });
  await keep(page, "metadata-dark");
  await page.setViewportSize({ width: 360, height: 780 });
  await keep(page, "metadata-phone");
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByRole("table", { name: "sample" }).getByRole("row")).toHaveCount(61);
  await expect(page.getByText("121 KiB").first()).toBeVisible();

  await page.getByRole("table", { name: "Asset columns" }).getByRole("link", { name: "raw.price" }).click();
  await expect(page).toHaveURL(/assets\/raw#column=price/);
  await expect(page.locator('tr[aria-current="true"]')).toContainText("As paid");

  await page.goto(`${base}/assets/orders`);
  await page.getByRole("link", { name: "nightly" }).click();
  await expect(page.getByRole("heading", { name: "nightly" })).toBeVisible();

  await page.goto(`${base}/assets/orders`);
  await page.getByRole("link", { name: /^run / }).click();
  await page.getByText(/rows=60/).click();
  await expect(page.getByRole("table", { name: "Asset columns" }).first()).toBeVisible();
  await keep(page, "metadata-run");
});

test("shows a schedule's next ticks in its time zone and the viewer's, and describes its cron", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], project("metadata", { "src/definitions.ts": SOURCE }));
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/automation`);
  await expect(page.getByText(/At 02:30; and at 09:00, Monday through Friday/)).toBeVisible();
  const ticks = page.getByRole("table", { name: "Next ticks of berlin" });
  await expect(ticks.getByRole("columnheader")).toHaveText(["Next tick (Europe/Berlin)", "In your time zone"]);
  await expect(ticks.getByRole("row")).toHaveCount(6);
  await keep(page, "schedule");
  await page.setViewportSize({ width: 360, height: 780 });
  await keep(page, "schedule-phone");
});

test("flags an unknown name in a selection and suggests a correction", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], project("metadata", { "src/definitions.ts": SOURCE }));
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/assets`);
  const field = page.getByRole("combobox", { name: "Select assets" });
  await field.fill("+key:oders");
  await page.keyboard.press("Escape");
  await expect(page.getByText('No asset has the key "oders". Did you mean "orders"?')).toBeVisible();
  await keep(page, "selection-unknown");
  await page.getByRole("button", { name: "Replace" }).click();
  await expect(field).toHaveValue("+key:orders");
  await expect(page.getByRole("button", { name: "Materialize" })).toBeEnabled();
});
