import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { commandPath, leafCommands } from "../src/program/command-tree";
import { createProgram } from "../src/program/program";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, ORDERS, type ProjectFolder } from "./project-folder";
import { startTestServer, type TestServer } from "./test-server";

const MORE = `import { asset, assetJob, dynamicPartitions, schedule } from "@millrace/sdk";
import { orders } from "./orders";
export const byCustomer = asset("by_customer", { partitions: dynamicPartitions("customers") }, () => 1);
export const hourly = assetJob("hourly", { select: [orders] });
export const hourlyTick = schedule("hourly_tick", { cron: "0 * * * *", target: hourly });
`;

let server: TestServer;
let cli: CliRunner;
let project: ProjectFolder;
let run = "";

beforeAll(async () => {
  [server, cli, project] = await Promise.all([
    startTestServer(),
    createCliRunner(),
    createProjectFolder({ "millrace.config.ts": CONFIG, "src/orders.ts": ORDERS, "src/more.ts": MORE }),
  ]);
  await millrace(["push"]);
  const launched = await millrace(["materialize", "key:orders", "--no-wait", "--json"]);
  run = JSON.parse(launched.stdout).id;
});
afterAll(async () => {
  await Promise.all([server.stop(), cli.remove(), project.remove()]);
});

const millrace = (args: readonly string[], input = "") =>
  cli.run(args, {
    cwd: project.dir,
    input,
    env: { MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token },
  });

/** Arguments of each command in the test, and standard input for those that read it. */
const CALLS: Record<string, { args?: () => string[]; input?: () => string; exitCode?: number }> = {
  init: { args: () => ["another"] },
  login: { args: () => ["--url", server.url, "--token-stdin"], input: () => server.organization.token },
  logout: {},
  whoami: {},
  doctor: {},
  completion: { args: () => ["bash"] },
  "config explain": {},
  check: {},
  tick: { args: () => ["hourly_tick", "--at", "2026-01-31T02:00:00Z"] },
  push: { args: () => ["--dry-run"] },
  diff: {},
  "versions ls": {},
  "versions show": { args: () => ["1"] },
  "versions activate": { args: () => ["1"] },
  "versions rollback": { exitCode: 5 },
  materialize: { args: () => ["key:orders", "--local"] },
  "job run": { args: () => ["hourly", "--local"] },
  "runs ls": {},
  "runs show": { args: () => [run] },
  "runs cancel": { args: () => [run] },
  "runs rerun": { args: () => [run, "--no-wait"] },
  logs: { args: () => [run] },
  ls: { args: () => ["assets"] },
  open: { args: () => ["runs"] },
  api: { args: () => ["GET", "/whoami"] },
  "state set": { args: () => ["orders", "--value", "-"], input: () => '{ "since": 7 }' },
  "state ls": { args: () => ["orders"] },
  "state get": { args: () => ["orders"] },
  "state reset": { args: () => ["orders", "--all"] },
  "partitions add": { args: () => ["customers", "acme", "globex"] },
  "partitions sets": {},
  "partitions ls": { args: () => ["customers"] },
  "partitions status": { args: () => ["by_customer"] },
  "partitions rm": { args: () => ["customers", "acme"] },
  "env ls": {},
  "env set": { args: () => ["REGION", "--stdin", "--plain"], input: () => "eu" },
  "env rm": { args: () => ["REGION"] },
};

/** Commands that run until they are interrupted. dev.test.ts checks the schema of their lines. */
const ENDLESS = ["dev"];
/** Commands that stream lines. */
const STREAMS = ["logs"];

const names = leafCommands(createProgram("0.0.0", () => {})).map(commandPath);

test("every command is tested here", () => {
  expect([...Object.keys(CALLS), ...ENDLESS].sort()).toEqual([...names].sort());
});

test.each(Object.keys(CALLS))("`millrace %s --json` matches its --response-schema", async (name) => {
  const { args = () => [], input = () => "", exitCode = 0 } = CALLS[name]!;
  const words = [...name.split(" "), ...args()];
  const described = await millrace([...words, "--response-schema"]);
  expect(described.stderr).toBe("");
  const schema = z.fromJSONSchema(JSON.parse(described.stdout));

  const { code, stdout, stderr } = await millrace([...words, "--json"], input());
  expect(code, stderr).toBe(exitCode);
  if (exitCode !== 0) {
    expect(JSON.parse(stderr)).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), detail: expect.any(String) });
    expect(stdout).toBe("");
    return;
  }
  const values = STREAMS.includes(name) ? stdout.trim().split("\n") : [stdout];
  for (const value of values) expect(schema.safeParse(JSON.parse(value)).error).toBeUndefined();
});

test.each(names)("`millrace %s --help` shows its own options before the global ones", async (name) => {
  const { code, stdout } = await millrace([...name.split(" "), "--help"]);
  expect(code).toBe(0);
  expect(stdout).toContain(`Usage: millrace ${name}`);
  // A command without its own options doesn't have this heading: its index is -1.
  expect(stdout.indexOf("\nOptions:")).toBeLessThan(stdout.indexOf("\nGlobal options:"));
});
