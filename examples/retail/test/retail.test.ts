import { materialize, runJob } from "@millrace/testing";
import { expect, test } from "vitest";
import { dataQualityJob } from "../src/jobs";
import { rawPosData } from "../src/raw";
import location from "../src/settings";
import { factSales, noNegativeAmounts, stockCover } from "../src/warehouse";

test("the facts add up to the sales", async () => {
  const run = await materialize([rawPosData, factSales, stockCover], { location, checks: [noNegativeAmounts] });
  expect(run.success).toBe(true);
  const sold = run.value("raw_pos_data").reduce((sum, sale) => sum + sale.quantity * sale.unitPrice, 0);
  expect(run.value("fact_sales").reduce((sum, row) => sum + row.amount, 0)).toBe(sold);
  expect(run.value("fact_sales").every((row) => row.productKey > 0 && row.storeKey > 0)).toBe(true);
  expect(run.value("stock_cover")).toHaveLength(12);
});

test("fact_sales fails only while RETAIL_BREAK is true", async () => {
  const run = await materialize([factSales], { location, variables: { RETAIL_BREAK: "true" } });
  expect(run.steps).toMatchObject({ fact_sales: "failure", cleaned_sales: "success" });
  expect(run.error("fact_sales")?.message).toContain("RETAIL_BREAK");
});

test("the quality job checks each rule in a separate step", async () => {
  const run = await runJob(dataQualityJob, { input: {} });
  expect(run.success).toBe(true);
  expect(Object.keys(run.steps).filter((step) => step.startsWith("check_rule["))).toHaveLength(3);
});
