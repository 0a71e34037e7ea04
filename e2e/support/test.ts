import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SeededOrganization, seedOrganization } from "@millrace/local";
import { test as base, type Page } from "@playwright/test";
import { type CliResult, millrace, ROOT } from "./millrace";
import { ports } from "./ports";
import { createProject, type Project } from "./project";

export { expect } from "@playwright/test";

/** Access to the stack under test outside the browser. */
export type StackState = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly slackUrl: string;
};

type Fixtures = {
  stack: StackState;
  /** A fresh organization with an owner, the teams `ingest` and `analytics`, and a token. */
  org: SeededOrganization;
  /** Signs the page in as the organization's owner. */
  signIn: (page: Page, person?: { email: string; password: string }) => Promise<void>;
  /** Runs the built CLI with the organization's token, in a project or an example. */
  cli: (args: readonly string[], where?: Project | "retail" | "flights", input?: string) => Promise<CliResult>;
  /** Runs the CLI with `--json` and parses its output; fails on a nonzero exit code. */
  cliJson: <T = Record<string, unknown>>(args: readonly string[], where?: Project | "retail" | "flights") => Promise<T>;
  /** A code location in its own folder. */
  project: (location: string, files: Record<string, string>) => Project;
  /** Keeps a screenshot as a build artifact: `test-results/screenshots/<name>.png`. */
  keep: (page: Page, name: string) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  stack: async ({}, use) => use(JSON.parse(readFileSync(ports.stateFile, "utf8")) as StackState),

  org: async ({ stack }, use) => {
    const suffix = randomBytes(3).toString("hex");
    await use(
      await seedOrganization({
        databaseUrl: stack.databaseUrl,
        publicUrl: stack.url,
        email: `owner-${suffix}@example.com`,
        organization: { slug: `acme-${suffix}`, name: "Acme" },
        teams: [
          { slug: "ingest", name: "Ingest", channel: "#ingest" },
          { slug: "analytics", name: "Analytics", channel: "#analytics" },
        ],
      }),
    );
  },

  signIn: async ({ org }, use) =>
    use(async (page, person = org) => {
      const { csrfToken } = (await (await page.request.get("/api/auth/csrf")).json()) as { csrfToken: string };
      const answer = await page.request.post("/api/auth/callback/credentials", {
        form: { csrfToken, email: person.email, password: person.password, json: "true" },
      });
      if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
    }),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  project: async ({}, use) => {
    const projects: Project[] = [];
    await use((location, files) => {
      const project = createProject(location, files);
      projects.push(project);
      return project;
    });
    for (const project of projects) project.remove();
  },

  cli: async ({ org, stack }, use) => {
    const home = mkdtempSync(join(tmpdir(), "millrace-e2e-home-"));
    await use((args, where, input) =>
      millrace(args, {
        cwd: where === undefined ? home : typeof where === "string" ? join(ROOT, "examples", where) : where.dir,
        env: { XDG_CONFIG_HOME: home, MILLRACE_URL: stack.url, MILLRACE_TOKEN: org.token },
        input,
      }),
    );
    rmSync(home, { recursive: true, force: true });
  },

  cliJson: async ({ cli }, use) =>
    use(async (args, where) => {
      const { code, stdout, stderr } = await cli([...args, "--json"], where);
      if (code !== 0) throw new Error(`millrace ${args.join(" ")} ended with ${code}:\n${stderr}${stdout}`);
      return JSON.parse(stdout);
    }),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from the pattern
  keep: async ({}, use) =>
    use(async (page, name) => {
      await page.screenshot({ path: `../test-results/screenshots/${name}.png`, fullPage: true });
    }),
});
