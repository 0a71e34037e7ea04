import { seedOrganization } from "@millrace/local";
import type { Browser, Page } from "@playwright/test";
import { seriousProblems } from "../support/axe";
import { expect, test } from "../support/test";

const PASSWORD = "a-long-enough-password";

/** Opens the link in the newest email to an address, from the local outbox. */
async function openMailedLink(page: Page, to: string, subject: RegExp) {
  await page.goto("/dev/outbox");
  await page
    .getByRole("listitem")
    .filter({ hasText: to })
    .filter({ hasText: subject })
    .first()
    .getByRole("link")
    .click();
}

/** A second person's browser context. */
async function newPerson(browser: Browser, baseURL: string | undefined) {
  return (await browser.newContext({ baseURL })).newPage();
}

test("lets an invited viewer see everything and launch nothing", async ({
  page,
  browser,
  baseURL,
  org,
  signIn,
  cliJson,
  keep,
}) => {
  test.setTimeout(120_000);
  const guest = `guest-${org.organization}@example.com`;
  await cliJson(["push"], "retail");
  await signIn(page);
  await page.goto(`/o/${org.organization}/settings/members`);
  await page.getByRole("button", { name: "Invite" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Email").fill(guest);
  await dialog.getByRole("combobox").click();
  await page.getByRole("option", { name: /^Viewer/ }).click();
  await keep(page, "invite");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(page.getByText(`Invitation sent to ${guest}`)).toBeVisible();

  const theirs = await newPerson(browser, baseURL);
  await openMailedLink(theirs, guest, /invit/i);
  await expect(theirs.getByRole("heading", { name: "Join Acme" })).toBeVisible();
  await keep(theirs, "invitation");
  const invitation = theirs.url();
  await theirs.getByText("Create an account").click();
  await theirs.getByLabel("Name").fill("Vera Guest");
  await theirs.getByLabel("Email").fill(guest);
  await theirs.getByLabel("Password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Create account" }).click();
  await expect(theirs.getByText("Check your email")).toBeVisible();
  await openMailedLink(theirs, guest, /confirm|verify/i);
  await theirs.getByLabel("Password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Confirm and sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Create an organization" })).toBeVisible();
  await theirs.goto(invitation);
  await theirs.getByRole("button", { name: "Join as Vera Guest" }).click();
  await expect(theirs).toHaveURL(new RegExp(`/o/${org.organization}/`));

  await theirs.goto(`/o/${org.organization}/production/assets?q=key:fact_sales`);
  await expect(theirs.getByRole("link", { name: "fact_sales" })).toBeVisible();
  await expect(theirs.getByRole("button", { name: /^Materialize/ })).toHaveCount(0);
  await theirs.goto(`/o/${org.organization}/production/jobs/retail/ingestion_job`);
  await expect(theirs.getByRole("tab", { name: "Runs" })).toBeVisible();
  await expect(theirs.getByRole("tab", { name: "Launchpad" })).toHaveCount(0);
  await keep(theirs, "job-as-viewer");
  const status = await theirs.evaluate(async (organization) => {
    const input = { org: organization, deployment: "production", job: "ingestion_job" };
    const answer = await fetch("/api/trpc/run.launch", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ json: input }),
    });
    return answer.status;
  }, org.organization);
  expect(status).toBe(403);

  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: guest })).toContainText("Viewer");
  await keep(page, "members");
  await page.goto(`/o/${org.organization}/settings/audit`);
  await expect(page.getByRole("table", { name: /^Audit log/ })).toContainText(/invit/);
  await page.getByRole("button", { name: "Verify integrity" }).click();
  await expect(page.getByText(/entries verified/)).toBeVisible();
  await keep(page, "audit");
  await theirs.context().close();
});

test("shows a token once, accepts it until it is revoked, and gives teams members and a destination", async ({
  page,
  org,
  stack,
  signIn,
  keep,
}) => {
  await signIn(page);
  await page.goto(`/o/${org.organization}/settings/tokens`);
  await page.getByRole("button", { name: "New token" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Laptop");
  await keep(page, "token-dialog");
  await dialog.getByRole("button", { name: "Create token" }).click();
  const token = (await dialog.locator("pre").first().textContent()) ?? "";
  expect(token).toMatch(/^mr_pat_/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: "Laptop" })).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);

  const whoami = async () =>
    (await fetch(`${stack.url}/api/v1/whoami`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await whoami()).toBe(200);
  await page.getByRole("button", { name: "Revoke Laptop" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).last().click();
  await expect(page.getByText("Token revoked")).toBeVisible();
  expect(await whoami()).toBe(401);

  await page.goto(`/o/${org.organization}/settings/teams/ingest`);
  await expect(page.getByText("#ingest")).toBeVisible();
  await keep(page, "team");
});

test("resets a forgotten password by email and signs out every other session", async ({
  page,
  browser,
  baseURL,
  org,
  signIn,
  keep,
}) => {
  await signIn(page);
  const elsewhere = await newPerson(browser, baseURL);
  await signIn(elsewhere);
  await page.goto("/account");
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toHaveCount(1);
  await keep(page, "account");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("button", { name: "Sign out", exact: true })).toHaveCount(0);
  await elsewhere.goto("/account");
  await expect(elsewhere).toHaveURL(/sign-in/);

  await elsewhere.goto("/forgot");
  await elsewhere.getByLabel("Email").fill(org.email);
  await elsewhere.getByRole("button", { name: "Send link" }).click();
  await expect(elsewhere.getByText("Check your email")).toBeVisible();
  await openMailedLink(elsewhere, org.email, /password/i);
  await elsewhere.getByLabel("New password").fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Change password" }).click();
  await expect(elsewhere.getByText("Password changed")).toBeVisible();
  await signIn(elsewhere, { email: org.email, password: PASSWORD });
  await page.goto("/account");
  await expect(page).toHaveURL(/sign-in/);
  await elsewhere.context().close();
});

test("lets an operator set an organization's quota, which its owner can only read", async ({
  page,
  browser,
  baseURL,
  stack,
  org,
  signIn,
  keep,
}) => {
  const operator = await seedOrganization({
    databaseUrl: stack.databaseUrl,
    publicUrl: stack.url,
    email: "operator@example.com",
    organization: { slug: `operators-${org.organization}`, name: `Operators ${org.organization}` },
    teams: [],
  });
  const theirs = await newPerson(browser, baseURL);
  await signIn(theirs, operator);
  await theirs.goto("/operator");
  await expect(theirs.getByRole("row").filter({ hasText: operator.organization })).toBeVisible();
  expect(await seriousProblems(theirs)).toEqual([]);
  await theirs.getByRole("row").filter({ hasText: operator.organization }).getByRole("button").click();
  await theirs.getByLabel("Concurrent runs").fill("7");
  await theirs.getByLabel("Memory (GiB)").fill("0.5");
  await keep(theirs, "operator-quota");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText(/^Quotas for .* saved$/)).toBeVisible();
  await theirs.goto(`/o/${operator.organization}/settings/general`);
  await expect(theirs.getByRole("main")).toContainText("7");
  await theirs.goto(`/o/${operator.organization}/settings/deployments`);
  await theirs.getByRole("button", { name: "Sandbox limits" }).first().click();
  await expect(theirs.getByText("Runs get 0.5 because the platform operator lowered the maximum.")).toBeVisible();
  await theirs.getByRole("button", { name: "Save" }).last().click();
  await expect(theirs.getByText("at most 0.5 GiB").first()).toBeVisible();
  await theirs.getByLabel("Memory (GiB)").fill("0.5");
  await theirs.getByRole("button", { name: "Save" }).last().click();
  await expect(theirs.getByText("Sandbox limits saved")).toBeVisible();

  await theirs.goto("/operator");
  await theirs.getByRole("button", { name: "Default quotas" }).click();
  await theirs.getByLabel("Runs per day").fill("20000");
  expect(await seriousProblems(theirs)).toEqual([]);
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("Default quotas saved")).toBeVisible();
  await theirs.context().close();

  await signIn(page);
  await page.goto("/operator");
  await expect(page.getByText("Page not found")).toBeVisible();
});

test("responds on every page of another organization as if it didn't exist", async ({ page, org, stack, signIn }) => {
  const { organization: foreign } = await seedOrganization({
    databaseUrl: stack.databaseUrl,
    publicUrl: stack.url,
    email: `stranger-${org.organization}@example.com`,
    organization: { slug: `foreign-${org.organization}`, name: "Foreign" },
    teams: [],
  });
  await signIn(page);
  for (const slug of [foreign, `${foreign}-missing`]) {
    for (const path of ["production/overview", "production/runs/run_1", "settings/members", "onboarding"]) {
      expect((await page.goto(`/o/${slug}/${path}`))?.status(), path).toBe(404);
      await expect(page.getByText("Page not found")).toBeVisible();
    }
  }
});
