import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mintToken } from "@millrace/core/identity";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, ORDERS, type ProjectFolder } from "./project-folder";
import { startTestServer, type TestServer } from "./test-server";

let server: TestServer;
let cli: CliRunner;
let project: ProjectFolder;
beforeAll(async () => {
  [server, cli, project] = await Promise.all([
    startTestServer(),
    createCliRunner(),
    createProjectFolder({ "millrace.config.ts": CONFIG, "src/orders.ts": ORDERS }),
  ]);
});
afterAll(async () => {
  await Promise.all([server.stop(), cli.remove(), project.remove()]);
});

const millrace = (args: string[], options: { env?: Record<string, string>; input?: string } = {}) =>
  cli.run(args, {
    cwd: project.dir,
    input: options.input,
    env: { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token, ...options.env },
  });
const json = async (args: string[]) => JSON.parse((await millrace([...args, "--json"])).stdout);

test("a location's lifecycle: push, diff, change, break, roll back", async () => {
  const first = await millrace(["push"]);
  expect(first.stderr).toMatch(/check[\s\S]*bundle[\s\S]*upload[\s\S]*load/);
  expect(first.stderr).toContain("+ asset orders");
  expect(first.stdout).toBe(`${server.url}/o/acme/production/code/sales\n`);
  expect(first.code).toBe(0);
  expect((await millrace(["diff"])).code).toBe(0);

  await project.write({ "src/orders.ts": ORDERS.replace('group: "raw"', 'group: "bronze"') });
  const changed = await millrace(["diff", "--json"]);
  expect(changed.code).toBe(10);
  expect(JSON.parse(changed.stdout)).toMatchObject({
    changed: 1,
    changes: [{ key: "orders", fields: [{ field: "group" }] }],
  });
  expect(await json(["push", "--dry-run"])).toMatchObject({ status: "dryRun", version: null, diff: { changed: 1 } });
  expect(await json(["push", "--external-id", "abc"])).toMatchObject({ status: "active", version: { number: 2 } });
  expect(await json(["push", "--external-id", "abc"])).toMatchObject({ status: "unchanged", version: { number: 2 } });

  await project.write({
    "src/late.ts": `if (process.env.PATH === undefined || process.cwd() !== ${JSON.stringify(project.dir)}) throw new Error("only breaks on the server");\nexport {};\n`,
  });
  const broken = await millrace(["push"]);
  expect(broken.code).toBe(1);
  expect(broken.stderr).toContain("only breaks on the server");
  expect(broken.stderr).toContain("src/late.ts:1");
  expect(
    (await json(["versions", "ls"])).data.map((it: { status: string; isActive: boolean }) => [it.status, it.isActive]),
  ).toEqual([
    ["FAILED", false],
    ["READY", true],
    ["READY", false],
  ]);

  expect(await json(["versions", "rollback"])).toMatchObject({ number: 1 });
  expect(await json(["versions", "activate", "2"])).toMatchObject({ number: 2, isActive: true });
  expect((await json(["ls", "assets", "group:bronze"])).data.map((it: { key: string }) => it.key)).toEqual(["orders"]);
  expect((await millrace(["ls", "assets", "key:oders"])).stderr).toContain(
    'key:oders matches no assets. No asset has the key "oders". Did you mean "orders"?',
  );
  expect((await millrace(["versions", "show", "9"])).code).toBe(3);
});

test("check asks the server about owners, variables, and keys of other locations", async () => {
  const other = await createProjectFolder({
    "millrace.config.ts": CONFIG.replace("sales", "other"),
    "src/a.ts": `import { asset, env, resource } from "@millrace/sdk"; import { z } from "zod";
      export const db = resource({
        name: "db", config: z.object({ url: z.string() }), values: { url: env("PGURL") }, create: ({ config }) => config.url,
      });
      export const mine = asset("mine", { owners: ["team:dota"], resources: { db } }, () => 1);
      export const stray = asset("stray", { owners: ["team:data"] }, () => 1);`,
  });
  try {
    const env = { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token };
    const check = async () => JSON.parse((await cli.run(["check", "--json"], { cwd: other.dir, env })).stdout);
    expect((await check()).problems.map((it: { message: string }) => it.message)).toEqual([
      expect.stringContaining('Did you mean "data"?'),
      expect.stringContaining("millrace env set PGURL --stdin"),
    ]);

    await other.write({
      "src/a.ts": `import { asset } from "@millrace/sdk";\n\nexport const orders = asset("orders", {}, () => 1);\n`,
    });
    const refused = await cli.run(["check"], { cwd: other.dir, env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/definition_key_taken[\s\S]*"sales"[\s\S]*src\/a\.ts:3/);
  } finally {
    await other.remove();
  }
});

test("re-runs a run: all of it, selected steps, or from selected steps", async () => {
  const { id } = await json(["materialize", "*", "--no-wait"]);
  await millrace(["runs", "cancel", id]);
  const again = (...how: string[]) => json(["runs", "rerun", id, "--no-wait", ...how]);
  expect(await again()).toMatchObject({ status: "QUEUED" });
  const second = await millrace(["runs", "rerun", id, "--no-wait"]);
  expect([second.code, second.stderr]).toEqual([5, expect.stringContaining("error[already_rerunning]")]);
  expect(await again("--force", "--from-step", "orders")).toMatchObject({ status: "QUEUED" });
  expect(await json(["runs", "retry", id, "--no-wait", "--force", "--step", "orders"])).toMatchObject({
    status: "QUEUED",
  });

  const unknown = await millrace(["runs", "rerun", id, "--step", "oders"]);
  expect(unknown.stderr).toContain('error[step_not_found]: The run has no step "oders"');
  const both = await millrace(["runs", "retry", id, "--from-failure", "--step", "orders"]);
  expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("error[rerun_ambiguous]")]);
  const path = `/orgs/{org}/deployments/{deployment}/runs/${id}/rerun`;
  const body = (fields: string) => millrace(["api", "POST", path, "--body", "-"], { input: fields });
  expect((await body('{"mode":"selected"}')).stderr).toContain("`selected` requires `steps`");
  expect((await body('{"mode":"all","steps":["orders"]}')).stderr).toContain("`all` doesn't accept `steps`");
});

test("sets variables from standard input, and never reads secrets back", async () => {
  expect((await millrace(["env", "set", "PG_URL", "--stdin"], { input: "pg://secret\n" })).code).toBe(0);
  expect((await millrace(["env", "set", "REGION", "--stdin", "--plain"], { input: "eu" })).code).toBe(0);
  const listed = await json(["env", "ls"]);
  expect(listed.data.map((it: { name: string; value: string | null }) => [it.name, it.value])).toEqual([
    ["PG_URL", null],
    ["REGION", "eu"],
  ]);
  expect((await millrace(["env", "rm", "REGION"])).code).toBe(0);
  expect((await millrace(["env", "rm", "REGION"])).code).toBe(3);
});

test("login saves the token for later commands, and logout removes it", async () => {
  const env = { MILLRACE_URL: "", MILLRACE_TOKEN: "" };
  const input = server.organization.token;
  const login = await millrace(["login", "--url", server.url, "--token-stdin"], { env, input });
  expect(login.stderr).toContain("Signed in to Acme");
  expect(JSON.parse((await millrace(["whoami", "--json"], { env })).stdout)).toMatchObject({
    organization: { slug: "acme" },
  });
  expect((await millrace(["logout"], { env })).code).toBe(0);
  expect((await millrace(["whoami"], { env })).code).toBe(2);
});

describe("rejections by the server", () => {
  test("an unknown token", async () => {
    const { code, stderr } = await millrace(["whoami"], { env: { MILLRACE_TOKEN: mintToken("pat").text } });
    expect(code).toBe(4);
    expect(stderr).toContain("error[token_invalid]");
    expect(stderr).toContain("request: ");
  });

  test("an unknown deployment", async () => {
    const { code, stderr } = await millrace(["ls", "assets", "--deployment", "prodution"]);
    expect(code).toBe(3);
    expect(stderr).toContain("error[deployment_not_found]");
  });

  test("an unknown run, and an unknown asset", async () => {
    expect((await millrace(["runs", "show", "run_nope"])).code).toBe(3);
    expect((await millrace(["materialize", "key:nope"])).code).not.toBe(0);
  });
});

test("queues, lists, and cancels a launched run", async () => {
  const run = await json(["materialize", "key:orders", "--no-wait"]);
  expect(run).toMatchObject({ status: "QUEUED" });
  expect((await json(["runs", "ls"])).data[0]).toMatchObject({ id: run.id, status: "QUEUED" });
  expect(await json(["runs", "cancel", run.id])).toMatchObject({ id: run.id, status: "CANCELED" });
  expect((await millrace(["logs", run.id])).stdout).toMatch(/queued/i);
});

test("launches a partition range as one run or one per key, and rejects an unknown key by name", async () => {
  const daily = await createProjectFolder({
    "millrace.config.ts": CONFIG.replace("sales", "daily"),
    "src/days.ts": `import { asset, daily } from "@millrace/sdk";
      export const days = asset("days", { partitions: daily({ start: "2026-01-01" }) }, ({ partition }) => partition.key);`,
  });
  const run = (args: string[]) =>
    cli.run(args, {
      cwd: daily.dir,
      env: { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token },
    });
  expect((await run(["push"])).code).toBe(0);
  const launched = await run([
    "materialize",
    "key:days",
    "--partition",
    "2026-01-02...2026-01-04",
    "--no-wait",
    "--json",
  ]);
  const { id } = JSON.parse(launched.stdout);
  const shown = JSON.parse((await run(["runs", "show", id, "--json"])).stdout);
  expect(shown.partitionKeys).toEqual(["2026-01-02", "2026-01-03", "2026-01-04"]);
  const refused = await run(["materialize", "key:days", "--partition", "[2025-01-01...2026-01-04]", "--no-wait"]);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain("2025-01-01");

  const range = ["--partition", "2026-01-02...2026-01-04", "--run-per-partition"];
  const each = JSON.parse((await run(["materialize", "key:days", ...range, "--no-wait", "--json"])).stdout);
  const keys = each.runs.map(async ({ id }: { id: string }) => {
    return JSON.parse((await run(["runs", "show", id, "--json"])).stdout).partitionKeys;
  });
  expect(await Promise.all(keys)).toEqual([["2026-01-02"], ["2026-01-03"], ["2026-01-04"]]);
  expect((await run(["materialize", "key:days", ...range, "--local"])).stderr).toContain("error[option_conflict]");
  await daily.remove();
});

test("doctor checks the server, the token, and the location, and open prints a page without opening it", async () => {
  const { code, stdout } = await millrace(["doctor"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/✓ server: .* is reachable \(API \d{4}-\d{2}-\d{2}\)\n/);
  // The seeded token is valid for one day.
  expect(stdout).toMatch(/! token: .* in acme, as owner; expires in less than a day\n {2}help: Create a new token/);
  expect(stdout).toContain("✓ location: Version ");
  expect((await millrace(["open", "asset:orders"])).stdout).toBe(`${server.url}/o/acme/production/assets/orders\n`);
  const unknown = await millrace(["open", "rnus"]);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('Did you mean "runs"?');
});

describe("the result of a command", () => {
  test("goes to the events file and to the workflow's outputs and summary, whatever is printed", async () => {
    const pathOf = (name: string) => join(project.dir, name);
    const env = {
      MILLRACE_EVENTS_FILE: pathOf("events.ndjson"),
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: pathOf("output.txt"),
      GITHUB_STEP_SUMMARY: pathOf("summary.md"),
    };
    await project.write({ "src/orders.ts": ORDERS });
    expect((await millrace(["push", "--dry-run"], { env })).code).toBe(0);
    expect((await millrace(["versions", "show", "99"], { env })).code).toBe(3);
    const events = (await readFile(env.MILLRACE_EVENTS_FILE, "utf8")).trim().split("\n");
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      { v: 1, type: "push.completed", exitCode: 0, result: { status: "dryRun" } },
      { v: 1, type: "versions.show.failed", exitCode: 3, error: { code: "version_not_found" } },
    ]);
    expect(await readFile(env.GITHUB_OUTPUT, "utf8")).toMatch(/^status<<(\S+)\ndryRun\n\1\n/);
    expect(await readFile(env.GITHUB_STEP_SUMMARY, "utf8")).toContain(
      "### Millrace: `sales` is dryRun in `production`",
    );
  });

  test("Ctrl-C during a run exits with 130 and shows the command that follows the run", async () => {
    const waiting = cli.start(["materialize", "key:orders"], {
      cwd: project.dir,
      env: { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token },
    });
    await vi.waitFor(() => expect(waiting.stderr).toMatch(/run run_/));
    const { code, stderr } = await waiting.interrupt();
    expect(code).toBe(130);
    expect(stderr).toMatch(/error\[interrupted\][\s\S]*help: millrace logs run_\w+ -f/);
  });
});

test("names every invalid position of a config as a pointer", async () => {
  const strict = await createProjectFolder({
    "millrace.config.ts": CONFIG.replace("sales", "strict"),
    "config.json": '{"limit": 0, "region": 7}',
    "src/job.ts": `import { job, op } from "@millrace/sdk"; import { z } from "zod";
      const load = op("load", {}, () => null);
      export const import_ = job("import", { input: z.object({ limit: z.int().min(1), region: z.string() }) }, (g) => { g.call(load); });`,
  });
  const env = { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token };
  expect((await cli.run(["push"], { cwd: strict.dir, env })).code).toBe(0);
  const { code, stderr } = await cli.run(["job", "run", "import", "--config", "config.json"], { cwd: strict.dir, env });
  expect(code).toBe(1);
  expect(stderr).toMatch(/error\[config_invalid\][\s\S]*\/config\/limit: [\s\S]*\/config\/region: /);
  expect(stderr).toContain("request: ");
  await strict.remove();
});

test("check rejects what a push would: an unknown team", async () => {
  const other = await createProjectFolder({
    "millrace.config.ts": 'export default { location: "unborn", team: "dato" };\n',
    "src/a.ts": 'import { asset } from "@millrace/sdk";\nexport const lone = asset("lone", {}, () => 1);\n',
  });
  const env = { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token };
  for (const command of ["check", "push"]) {
    const { code, stderr } = await cli.run([command], { cwd: other.dir, env });
    expect(code).toBe(3);
    expect(stderr).toMatch(/error\[team_not_found\].*"dato".*Did you mean "data"\?/);
  }
  await other.remove();
});

test("launches partitions of every kind by their text, and those of partition sets once they are added", async () => {
  const project = await createProjectFolder({
    "millrace.config.ts": CONFIG.replace("sales", "accounts"),
    "src/accounts.ts": `import { asset, daily, dynamicPartitions, multiPartitions, staticPartitions } from "@millrace/sdk";
      const customers = dynamicPartitions("customers");
      const region = staticPartitions(["asia", "eu", "us"]);
      const day = daily({ start: "2026-01-01", end: "2026-01-11" });
      export const regions = asset("regions", { partitions: region }, () => {});
      export const accounts = asset("crm/accounts", { partitions: customers }, () => {});
      export const usage = asset("usage", { partitions: multiPartitions({ customer: customers, day }) }, () => {});`,
  });
  const env = { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token };
  const run = (args: string[], input?: string) =>
    cli.run(args, { cwd: project.dir, env, ...(input === undefined ? {} : { input }) });
  const data = async (args: string[], input?: string) => JSON.parse((await run([...args, "--json"], input)).stdout);
  const launched = async (asset: string, partition: string): Promise<string[]> => {
    const { id } = await data(["materialize", `key:"${asset}"`, "--partition", partition, "--no-wait"]);
    return (await data(["runs", "show", id])).partitionKeys;
  };
  expect((await run(["push"])).code).toBe(0);

  const early = await run(["materialize", 'key:"crm/accounts"', "--partition", "acme", "--no-wait"]);
  expect(early.stderr).toContain("millrace partitions add customers");
  expect((await run(["partitions", "add", "customers"])).code).toBe(2);
  expect((await run(["partitions", "add", "customer", "acme"])).stderr).toContain('Did you mean "customers"?');
  expect((await run(["partitions", "add", "customers", "a|b"])).stderr).toContain("aren't allowed");
  expect(await data(["partitions", "add", "customers", "zeta", "acme"])).toMatchObject({ added: 2, size: 2 });
  expect(await data(["partitions", "add", "customers", "--stdin"], "acme\nacorn\n")).toMatchObject({
    added: 1,
    size: 3,
  });

  expect(await launched("regions", "asia...eu")).toEqual(["asia", "eu"]);
  expect(await launched("crm/accounts", "ac*")).toEqual(["acme", "acorn"]);
  expect(await launched("usage", "acme|2026-01-0*, zeta|2026-01-10")).toHaveLength(10);

  const { data: sets } = await data(["partitions", "sets"]);
  expect(sets).toMatchObject([{ name: "customers", size: 3, usedBy: [{ key: "crm/accounts" }, { key: "usage" }] }]);
  const page = await data(["partitions", "ls", "customers", "--search", "AC", "--limit", "1"]);
  expect(page).toMatchObject({ data: [{ key: "acme" }], hasMore: true });
  const status = await data(["partitions", "status", "crm/accounts"]);
  expect(status).toEqual({
    asset: "crm/accounts",
    size: 3,
    first: "zeta",
    latest: "acorn",
    counts: { missing: 3, materialized: 0, failed: 0, inProgress: 0 },
    ranges: [{ status: "missing", from: "zeta", to: "acorn", count: 3 }],
    rangesLeft: 0,
  });
  expect((await run(["partitions", "status", "crm/accounts"])).stderr).toContain("0 of 3 materialized, 3 missing");
  expect((await data(["partitions", "status", "usage"])).size).toBe(30);
  expect(await data(["partitions", "rm", "customers", "zeta", "never"])).toMatchObject({ deleted: 1, size: 2 });
  await project.remove();
});
