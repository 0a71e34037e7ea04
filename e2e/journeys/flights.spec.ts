import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { ROOT } from "../support/millrace";
import { expect, test } from "../support/test";

/** Rows of a plain query over the published file, independent of the product's code. */
async function query(sql: string): Promise<Record<string, unknown>[]> {
  const database = await DuckDBInstance.create(":memory:", { memory_limit: "400MB", threads: "1" });
  const connection = await database.connect();
  try {
    const file = join(ROOT, "node_modules/vega-datasets/data/flights-3m.parquet").replaceAll("'", "''");
    return (await connection.runAndReadAll(sql.replace("$file", `read_parquet('${file}')`))).getRowObjects();
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

test("aggregates three million flights to numbers that a plain query confirms, with lineage and a warning check", async ({
  page,
  org,
  signIn,
  cliJson,
  keep,
}) => {
  test.setTimeout(180_000);
  await cliJson(["push"], "flights");
  const run = await cliJson<{ status: string }>(["materialize", "*"], "flights");
  expect(run.status).toBe("SUCCESS");

  await signIn(page);
  const asset = (key: string) => `/o/${org.organization}/production/assets/${key}`;
  const [total] = await query("select count(*)::integer as rows from $file");
  expect(total?.rows).toBe(3_000_000);
  await page.goto(asset("flights"));
  await expect(page.getByRole("main")).toContainText(Number(total?.rows).toLocaleString("en"));
  await keep(page, "asset-flights");

  const [worst] = await query(
    "select origin, destination, avg(delay)::double as delay from $file group by all having count(*) >= 1000 order by delay desc limit 1",
  );
  await page.goto(asset("worst_routes"));
  await expect(page.getByRole("main")).toContainText(`${worst?.origin} → ${worst?.destination}`);
  await expect(page.getByRole("main")).toContainText(String(Math.trunc(Number(worst?.delay) * 100) / 100));
  await keep(page, "asset-worst-routes");

  const months = await query(
    "select strftime(date, '%Y-%m') as month, count(*)::integer as flights, avg(delay)::double as delay from $file where date < timestamp '2001-07-01' group by 1 order by 1",
  );
  expect(months).toHaveLength(6);
  await page.goto(asset("delay_report"));
  for (const { month, flights, delay } of months) {
    const row = page.getByRole("row").filter({ hasText: String(month) });
    await expect(row).toContainText(Number(flights).toLocaleString("en"));
    await expect(row).toContainText(`${Number(delay).toFixed(2)} min`);
  }
  await keep(page, "asset-report");

  await page.goto(`${asset("flights")}?tab=checks`);
  await expect(page.getByText("none_after_june")).toBeVisible();
  await expect(page.getByText("6 flights departed on July 1")).toBeVisible();
  await expect(page.getByRole("main").getByText("Warning", { exact: true }).first()).toBeVisible();
  await keep(page, "asset-checks");

  await page.goto(`/o/${org.organization}/production/lineage`);
  for (const group of ["bronze", "silver", "gold"]) {
    await expect(page.locator(".react-flow__node-assetGroup").filter({ hasText: group })).toBeVisible();
  }
  await expect(page.locator(".react-flow__node-asset")).toHaveCount(6);
  await keep(page, "lineage-flights");
});
