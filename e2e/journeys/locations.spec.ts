import { expect, test } from "../support/test";

const source = (group: string) => `import { asset } from "@millrace/sdk";
export const orders = asset("orders", { group: "${group}" }, () => [1, 2, 3]);
`;
/** Fails to load on the server, but not on the author's machine. */
const breaksOnServer = (dir: string) => `if (process.cwd() !== ${JSON.stringify(dir)}) {
  throw new Error("the warehouse is closed");
}
export {};
`;

test("compares versions, never activates one that fails to load, and rolls back with one click or command", async ({
  page,
  org,
  signIn,
  cli,
  cliJson,
  project,
  keep,
}) => {
  test.setTimeout(120_000);
  const sales = project("sales", { "src/orders.ts": source("raw") });
  await cliJson(["push"], sales);
  sales.write({ "src/orders.ts": source("bronze") });
  await cliJson(["push"], sales);

  await signIn(page);
  await page.goto(`/o/${org.organization}/production/code/sales`);
  await expect(page.getByText("v2 is active in production")).toBeVisible();
  await page.getByRole("button", { name: "v2", exact: true }).click();
  const diff = page.getByRole("dialog");
  await expect(diff).toContainText("1 changed");
  await expect(diff.locator("del")).toHaveText('"raw"');
  await expect(diff.locator("ins")).toHaveText('"bronze"');
  await keep(page, "version-diff");
  await page.keyboard.press("Escape");

  sales.write({ "src/late.ts": breaksOnServer(sales.dir) });
  const broken = await cli(["push"], sales);
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain("src/late.ts:2");
  const error = page.getByRole("region", { name: "Load error in version 3" });
  await expect(error).toContainText("the warehouse is closed");
  await expect(error).toContainText("src/late.ts:2");
  await expect(error).toContainText("v2 is still active");
  await keep(page, "load-error");

  await page.getByRole("button", { name: "Roll back" }).click();
  await page.getByRole("alertdialog").or(page.getByRole("dialog")).getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("v1 is active in production", { exact: true })).toBeVisible();
  await cliJson(["versions", "activate", "2"], sales);
  const rolledBack = await cliJson<{ number: number }>(["versions", "rollback"], sales);
  expect(rolledBack.number).toBe(1);
  await page.reload();
  await expect(page.getByText("v1 is active in production", { exact: true })).toBeVisible();
  await keep(page, "location");
});
