import { expect, test } from "../support/test";

test("reaches everything from the keyboard: palette, key sequences, and the shortcuts dialog", async ({
  page,
  org,
  signIn,
  cliJson,
  keep,
}) => {
  await cliJson(["push"], "retail");
  await signIn(page);
  await page.goto(`/o/${org.organization}/production/overview`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page).toHaveURL(/\/production\/runs/);
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page).toHaveURL(/\/production\/lineage/);

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: /shortcuts/i })).toBeVisible();
  await keep(page, "shortcuts");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("fact_sales");
  await expect(page.getByRole("option", { name: "fact_sales asset", selected: true })).toBeVisible();
  await keep(page, "palette");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/assets\/fact_sales/);
});
