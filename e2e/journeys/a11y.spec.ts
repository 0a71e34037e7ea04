import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { seriousProblems } from "../support/axe";
import { ROOT } from "../support/millrace";
import { expect, test } from "../support/test";

type Places = { readonly org: string; readonly run: string };

const deployment = (page: string) => (places: Places) => `/o/${places.org}/production/${page}`;
const settings = (page: string) => (places: Places) => `/o/${places.org}/settings/${page}`;

/** Every dashboard page with a URL that shows content; null if it only redirects or another journey checks it. */
const PAGES: Readonly<Record<string, ((places: Places) => string) | null>> = {
  "(auth)/forgot": () => "/forgot",
  "(auth)/invitations/[token]": () => "/invitations/unknown",
  "(auth)/reset": () => "/reset?token=unknown",
  "(auth)/sign-in": () => "/sign-in",
  "(auth)/sign-in/second-factor": () => "/sign-in/second-factor",
  "(auth)/sign-up": () => "/sign-up",
  "(auth)/verify": () => "/verify?token=unknown",
  "": null,
  account: () => "/account",
  "account/security": () => "/account/security",
  "dev/outbox": () => "/dev/outbox",
  new: () => "/new",
  operator: null,
  "o/[org]": null,
  "o/[org]/[deployment]": null,
  "o/[org]/[deployment]/alerts": deployment("alerts"),
  "o/[org]/[deployment]/assets": deployment("assets"),
  "o/[org]/[deployment]/assets/[...key]": deployment("assets/fact_sales"),
  "o/[org]/[deployment]/automation": deployment("automation"),
  "o/[org]/[deployment]/code": deployment("code"),
  "o/[org]/[deployment]/code/[location]": deployment("code/retail"),
  "o/[org]/[deployment]/incidents": deployment("incidents"),
  "o/[org]/[deployment]/jobs": deployment("jobs"),
  "o/[org]/[deployment]/jobs/[location]/[job]": deployment("jobs/retail/data_quality_job"),
  "o/[org]/[deployment]/lineage": deployment("lineage"),
  "o/[org]/[deployment]/overview": deployment("overview"),
  "o/[org]/[deployment]/partitions": deployment("partitions"),
  "o/[org]/[deployment]/queues": deployment("queues"),
  "o/[org]/[deployment]/runs": deployment("runs"),
  "o/[org]/[deployment]/runs/[runId]": (places) => `/o/${places.org}/production/runs/${places.run}`,
  "o/[org]/onboarding": (places) => `/o/${places.org}/onboarding`,
  "o/[org]/settings": null,
  "o/[org]/settings/audit": settings("audit"),
  "o/[org]/settings/deployments": settings("deployments"),
  "o/[org]/settings/general": settings("general"),
  "o/[org]/settings/members": settings("members"),
  "o/[org]/settings/slack": settings("slack"),
  "o/[org]/settings/teams": settings("teams"),
  "o/[org]/settings/teams/[slug]": settings("teams/ingest"),
  "o/[org]/settings/tokens": settings("tokens"),
  "o/[org]/settings/variables": settings("variables"),
  "r/[runId]": null,
};

test.use({ trace: "off" });

const APP = join(ROOT, "apps/web/src/app");
const routes = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => file === "page.tsx" || file.endsWith("/page.tsx"))
  .map((file) => file.replace(/\/?page\.tsx$/, ""));

test("lists every page", () => {
  expect(routes.toSorted()).toEqual(Object.keys(PAGES).toSorted());
});

/** Waits until all of the page's requests have completed. */
async function settled(page: Page) {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page.locator("[aria-label^=Loading], [aria-busy=true]")).toHaveCount(0);
}

/** Selects a theme and waits until its color transitions have ended. */
async function choose(page: Page, theme: "light" | "dark") {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map(({ finished }) => finished));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

const fileName = (route: string) => route.replaceAll(/[^a-z]+/gi, "-").replaceAll(/^-|-$/g, "");

test("finds no serious accessibility violation in either theme, and no page wider than a phone", async ({
  page,
  org,
  signIn,
  cli,
  cliJson,
  keep,
}) => {
  test.setTimeout(300_000);
  await cliJson(["push"], "retail");
  await cli(["env", "set", "RETAIL_BREAK", "--stdin", "--plain"], "retail", "true");
  const failed = await cli(["materialize", "*", "--json"], "retail");
  const places = { org: org.organization, run: JSON.parse(failed.stdout).id };

  const problems: string[] = [];
  const check = async (route: string, address: string) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(address);
    await settled(page);
    for (const theme of ["light", "dark"] as const) {
      await choose(page, theme);
      // Themes differ in colors only, so the other rules are checked once.
      for (const problem of await seriousProblems(page, theme === "light" ? "all" : "colors"))
        problems.push(`${route} (${theme}): ${problem}`);
      await keep(page, `pages/${theme}/${fileName(route)}`);
    }
    await page.setViewportSize({ width: 360, height: 800 });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (overflow > 0) problems.push(`${route}: ${overflow} pixels wider than a phone`);
    await keep(page, `pages/phone/${fileName(route)}`);
  };
  const listed = Object.entries(PAGES).flatMap(([route, address]) =>
    address ? [[route, address(places)] as const] : [],
  );
  for (const [route, address] of listed.filter(([route]) => route.startsWith("(auth)"))) await check(route, address);
  await signIn(page);
  for (const [route, address] of listed.filter(([route]) => !route.startsWith("(auth)"))) await check(route, address);
  expect(problems).toEqual([]);
});
