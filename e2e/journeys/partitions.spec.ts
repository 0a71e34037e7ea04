import { expect, test } from "../support/test";

const SOURCE = `import { asset, daily, dynamicPartitions, multiPartitions, staticPartitions } from "@millrace/sdk";

const customers = dynamicPartitions("customers");
const day = daily({ start: "2026-01-01", end: "2026-01-31" });
const region = staticPartitions(["asia", "eu", "us"]);

export const crm = asset("crm", {}, ({ partitions }) => partitions.add(customers, ["acme", "globex"]));
export const accounts = asset("accounts", { partitions: customers }, ({ partition }) => partition.key);
export const sales = asset("sales", { partitions: multiPartitions({ day, region }) }, () => {});
export const usage = asset("usage", { partitions: multiPartitions({ customer: customers, day, region }) }, () => {});
`;

test("adds partition keys from a step, and lists, adds, searches, deletes, and materializes keys", async ({
  page,
  org,
  signIn,
  project,
  cli,
  cliJson,
  keep,
}) => {
  const place = project("partitions", { "src/definitions.ts": SOURCE });
  await cliJson(["push"], place);
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/partitions`);
  await expect(page.getByText("customers has no keys yet")).toBeVisible();

  await cliJson(["materialize", "key:crm"], place);
  const keys = page.getByRole("table", { name: "Keys of customers" });
  await expect(keys.getByRole("row")).toHaveCount(3);
  await expect(keys.getByRole("row").nth(1)).toContainText("acme");
  await expect(keys.getByRole("link", { name: /^run_/ }).first()).toBeVisible();

  await page.getByRole("button", { name: "Add keys" }).click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByRole("textbox", { name: "Keys" });
  await field.fill("initech\na|b");
  await expect(dialog.getByText(/aren't allowed/)).toBeVisible();
  await field.fill("initech\nacorn\n");
  await dialog.getByRole("button", { name: "Add 2" }).click();
  await expect(dialog).toBeHidden();
  await expect(keys.getByRole("row")).toHaveCount(5);
  await keep(page, "partition-sets");

  await page.getByRole("searchbox", { name: "Search keys" }).fill("AC");
  await expect(keys.getByRole("row")).toHaveCount(3);
  await keys.getByRole("checkbox", { name: "Select acorn" }).check();
  await page.getByRole("button", { name: "Delete 1" }).click();
  await expect(dialog.getByText("Delete key acorn from customers?")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(keys.getByRole("row")).toHaveCount(2);
  await page.goto(`/o/${org.organization}/settings/audit`);
  await expect(page.getByText("partitionSet.changed")).toHaveCount(2);

  await page.goto(`/o/${org.organization}/production/assets/accounts?tab=partitions`);
  await expect(page.getByText("0 of 3 materialized, 3 missing")).toBeVisible();
  await page.getByRole("button", { name: "Materialize" }).click();
  const partitions = dialog.getByRole("textbox", { name: "Partitions" });
  await partitions.fill("acorn");
  await expect(dialog.getByText('Partition not found: "acorn".')).toBeVisible();
  await partitions.fill("[acme...globex]");
  await expect(dialog.getByText("2 partitions, one run each")).toBeVisible();
  await dialog.getByRole("button", { name: "Launch run" }).click();
  await expect(page.getByText("2 runs queued")).toBeVisible();
  const status = () => cliJson(["partitions", "status", "accounts"], place);
  await expect.poll(status).toMatchObject({ size: 3, counts: { materialized: 2, missing: 1 } });
  expect((await cli(["partitions", "rm", "customers", "acme"], place)).code).toBe(0);
  expect(await status()).toMatchObject({ size: 2, counts: { materialized: 1, missing: 1 } });
});

test("shows two dimensions as a matrix with keyboard navigation, and fixes one key of a third", async ({
  page,
  org,
  signIn,
  project,
  cliJson,
  keep,
}) => {
  const place = project("partitions", { "src/definitions.ts": SOURCE });
  await cliJson(["push"], place);
  const some = "[2026-01-01|eu...2026-01-10|eu], [2026-01-05|us...2026-01-06|us]";
  await cliJson(["materialize", "key:sales", "--partition", some], place);
  await cliJson(["partitions", "add", "customers", "acme", "globex"], place);
  await cliJson(["materialize", "key:usage", "--partition", "acme|2026-01-02|*"], place);
  await signIn(page);

  await page.goto(`/o/${org.organization}/production/assets/sales?tab=partitions`);
  await expect(page.getByText("12 of 90 materialized, 78 missing")).toBeVisible();
  const rows = page.getByRole("list", { name: "Matrix Rows" });
  await expect(rows.getByRole("button")).toHaveCount(3);
  await rows.getByRole("button", { name: "asia: 0 of 30 materialized" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows.getByRole("button", { name: "eu: 10 of 30 materialized, 20 missing" })).toBeFocused();
  const ranges = page.getByRole("table", { name: "Partition ranges by status" });
  await expect(ranges.getByRole("row").nth(1)).toContainText("materialized2026-01-012026-01-1010");
  await keep(page, "partition-matrix");
  await page.getByRole("button", { name: "Swap rows and columns" }).click();
  await expect(rows.getByRole("button")).toHaveCount(30);
  await expect(rows.getByRole("button", { name: "2026-01-05: 2 of 3 materialized, 1 missing" })).toBeVisible();

  await page.goto(`/o/${org.organization}/production/assets/usage?tab=partitions`);
  await expect(rows.getByRole("button", { name: "us: 0 of 30 materialized, 30 missing" })).toBeVisible();
  await page.getByRole("combobox", { name: "Matrix customer" }).click();
  await page.getByRole("option", { name: "acme" }).click();
  await expect(rows.getByRole("button", { name: "us: 1 of 30 materialized, 29 missing" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await keep(page, "partition-matrix-phone");
});
