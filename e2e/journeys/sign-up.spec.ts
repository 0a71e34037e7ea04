import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paste } from "../support/millrace";
import { expect, test } from "../support/test";

test("takes a new user from sign-up to a pushed project with the pasted commands", async ({ page, keep }) => {
  test.setTimeout(180_000);
  const name = `Nova ${Date.now().toString(36)}`;
  const email = `${name.replace(" ", "-").toLowerCase()}@example.com`;
  const password = "a-long-enough-password";

  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Ada Nova");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await keep(page, "sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Check your email")).toBeVisible();

  await page.getByText("Open the local outbox").click();
  const mail = page.getByRole("listitem").filter({ hasText: email });
  await expect(mail).toBeVisible();
  await keep(page, "outbox");
  await mail.getByRole("link").click();
  await page.getByLabel("Password").fill(password);
  await keep(page, "confirm-email");
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(page.getByRole("heading", { name: "Create an organization" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await keep(page, "new-organization");
  await page.getByRole("button", { name: "Create organization" }).click();

  await expect(page.getByRole("heading", { name: "Get started" })).toBeVisible();
  await expect(page.getByText("Waiting for your first push…")).toBeVisible();
  await page.getByRole("button", { name: "Create token" }).click();
  const commands = page.locator("pre").filter({ hasText: "millrace push" });
  await expect(commands).toContainText(/MILLRACE_TOKEN=mr_pat_\w{8}/);
  await keep(page, "onboarding-listening");

  const folder = mkdtempSync(join(tmpdir(), "millrace-e2e-paste-"));
  try {
    const lines = (await commands.textContent()) ?? "";
    const pushed = await paste(lines, { cwd: folder });
    expect(pushed.code, pushed.stderr).toBe(0);
    await expect(page.getByText(/my-location pushed with \d assets?/)).toBeVisible();
    const token = /MILLRACE_TOKEN=(\S+)/.exec(lines)?.[1] ?? "";
    const materialize = await page.locator("pre").filter({ hasText: "materialize" }).textContent();
    const run = await paste(materialize ?? "", {
      cwd: join(folder, "my-location"),
      env: { MILLRACE_URL: new URL(page.url()).origin, MILLRACE_TOKEN: token },
    });
    expect(run.code, run.stderr).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await expect(page.getByLabel("Done")).toHaveCount(3);
  await keep(page, "onboarding-done");
  await page.getByText("View run").click();
  await expect(page.getByText("Run success", { exact: true })).toBeAttached();
});

test("reads no more than a form's worth of bytes from an unauthenticated request", async ({ request }) => {
  const answer = await request.post("/api/auth/callback/credentials", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    data: `email=${"a".repeat(70_000)}`,
  });
  expect(answer.status()).toBe(413);
  expect(await answer.json()).toMatchObject({ code: "body_too_large" });
});
