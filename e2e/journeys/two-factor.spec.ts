import type { Page } from "@playwright/test";
import { generateSync } from "otplib";
import { seriousProblems } from "../support/axe";
import { expect, test } from "../support/test";

type Person = { readonly email: string; readonly password: string };

const codeOf = (secret: string, stepsAhead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + stepsAhead * 30 });

const region = (page: Page, name: string) => page.getByRole("region", { name });

/** The first step of a sign-in, in a browser without a session. */
async function enterPassword(page: Page, { email, password }: Person): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function enterCode(page: Page, code: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Two-factor authentication" })).toBeVisible();
  await page.getByLabel("Authentication code").fill(code);
  await page.getByRole("button", { name: "Confirm" }).click();
}

/** Sets up an authenticator app, and returns its key and the recovery codes. */
async function setUpApp(page: Page, { password }: Person): Promise<{ secret: string; codes: string[] }> {
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Set up app" }).click();
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Continue" }).click();
  const dialog = page.getByRole("dialog", { name: "Add Millrace to your app" });
  await expect(dialog.getByRole("img", { name: "QR code of the key" })).toBeVisible();
  const secret = /[A-Z2-7]{32}/.exec((await dialog.textContent()) ?? "")?.[0] ?? "";
  await dialog.getByLabel("Code from the app").fill(codeOf(secret));
  await dialog.getByRole("button", { name: "Confirm code" }).click();
  const saved = page.getByRole("dialog", { name: "Save your recovery codes" });
  const codes = /(?:[2-9a-z]{5}(?:-[2-9a-z]{5}){4}\s*){10}/.exec((await saved.locator("pre").textContent()) ?? "");
  await saved.getByRole("button", { name: "Done" }).click();
  return { secret, codes: codes?.[0].trim().split(/\s+/) ?? [] };
}

/** A virtual authenticator that verifies its user. */
async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test("an authenticator app is the second step of a sign-in, and a recovery code replaces it once", async ({
  page,
  org,
  signIn,
  keep,
}) => {
  await signIn(page);
  const { secret, codes } = await setUpApp(page, org);
  expect(codes).toHaveLength(10);
  await expect(region(page, "Recovery codes")).toContainText("10 unused");
  await keep(page, "two-factor-authentication");
  expect(await seriousProblems(page)).toEqual([]);

  await enterPassword(page, org);
  await expect(page).toHaveURL(/\/sign-in\/second-factor/);
  expect(await seriousProblems(page)).toEqual([]);
  await keep(page, "second-factor");
  expect((await page.request.get("/api/trpc/account.me")).status()).toBe(401);
  await enterCode(page, "000000");
  await expect(page.getByRole("alert").first()).toContainText("Incorrect or used code");
  await enterCode(page, codeOf(secret, 1));
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();

  await enterPassword(page, org);
  await enterCode(page, codes[0] ?? "");
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();
  await enterPassword(page, org);
  await enterCode(page, codes[0] ?? "");
  await expect(page.getByRole("alert").first()).toContainText("Incorrect or used code");
});

test("a passkey signs in without a password, and as the second step after one", async ({ page, org, signIn }) => {
  await addAuthenticator(page);
  await signIn(page);
  await page.goto("/account/security");
  await page.getByRole("button", { name: "Add passkey" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByLabel("Password").fill(org.password);
  await dialog.getByRole("button", { name: "Add passkey" }).click();
  await page.getByRole("dialog", { name: "Save your recovery codes" }).getByRole("button", { name: "Done" }).click();
  await expect(region(page, "Passkeys")).toContainText("Laptop");

  await page.context().clearCookies();
  await page.goto("/sign-in?next=/account");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();

  await enterPassword(page, org);
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Account", exact: true })).toBeVisible();

  await page.goto("/account/security");
  await page.getByRole("button", { name: "Remove Laptop" }).click();
  await page.getByLabel("Password").fill(org.password);
  await page.getByRole("button", { name: "Remove passkey" }).click();
  await expect(region(page, "Passkeys")).toContainText("No passkeys");
});

test("an organization that requires two-factor authentication leads its members to the setup", async ({
  page,
  org,
  signIn,
}) => {
  await signIn(page);
  await setUpApp(page, org);
  await page.goto(`/o/${org.organization}/settings/general`);
  await page.getByRole("switch", { name: "Require two-factor authentication" }).click();
  await expect(page.getByText("Saved")).toBeVisible();

  await page.goto("/account/security");
  await page.getByRole("button", { name: "Remove app" }).click();
  await page.getByLabel("Password").fill(org.password);
  await page.getByRole("dialog").getByRole("button", { name: "Remove app" }).click();
  await expect(region(page, "Authenticator app")).toContainText("Not set up");

  await page.goto(`/o/${org.organization}/production/overview`);
  await expect(page.getByText(`${org.organization} requires two-factor authentication`)).toBeVisible();
  await setUpApp(page, org);
  await page.goto(`/account/security?required=${org.organization}`);
  await page.getByRole("link", { name: `Open ${org.organization}` }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${org.organization}/`));
});
