import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type CliRunner, createCliRunner, type RunningCli } from "./cli-runner";
import { CONFIG, createProjectFolder, ORDERS, type ProjectFolder } from "./project-folder";
import { startTestServer, type TestServer } from "./test-server";

let server: TestServer;
let cli: CliRunner;
let project: ProjectFolder;
let dev: RunningCli;
beforeAll(async () => {
  [server, cli] = await Promise.all([startTestServer(), createCliRunner()]);
});
afterAll(async () => {
  await Promise.all([server.stop(), cli.remove()]);
});
beforeEach(async () => {
  project = await createProjectFolder({ "millrace.config.ts": CONFIG, "src/orders.ts": ORDERS });
});
afterEach(() => project.remove());

const untilPrinted = (text: string | RegExp) => vi.waitFor(() => expect(dev.stderr).toMatch(text));
const env = () => ({ MILLRACE_URL: server.url, MILLRACE_TOKEN: server.organization.token });

test("dev checks each change, keeps the last valid definitions after an error, and ends cleanly on Ctrl-C", async () => {
  dev = cli.start(["dev", "--local", "--only", "*"], { cwd: project.dir });
  await untilPrinted("2 assets, 1 job");
  await untilPrinted("run local SUCCESS");

  await project.write({ "src/broken.ts": "export const x = ;\n" });
  await untilPrinted(/reload failed; keeping the last valid definitions \(2 assets, 1 job\)/);
  await untilPrinted("src/broken.ts:1");

  await project.write({ "src/broken.ts": "export {};\n", "src/orders.ts": ORDERS.replace('"raw"', '"bronze"') });
  await untilPrinted("~ asset orders (group)");
  const { code, stdout, stderr } = await dev.interrupt();
  expect(code).toBe(0);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/stopped\n$/);
  expect(stderr).not.toContain(String.fromCharCode(27));
});

test("dev pushes each change to a personal deployment, which it creates at the first start", async () => {
  dev = cli.start(["dev"], { cwd: project.dir, env: env() });
  await untilPrinted('Created your personal deployment "acme"');
  await untilPrinted("version 1 is active in acme");

  await project.write({
    "src/more.ts": 'import { asset } from "@millrace/sdk";\nexport const a = asset("a", {}, () => 1);\n',
  });
  await untilPrinted("+ asset a");
  await untilPrinted("version 2 is active in acme");
  const listed = await cli.run(["ls", "assets", "--deployment", "acme", "--json"], { cwd: project.dir, env: env() });
  expect(JSON.parse(listed.stdout).data.map((it: { key: string }) => it.key)).toEqual(["a", "orders", "total"]);
  expect((await dev.interrupt()).code).toBe(0);
});

test("dev --json writes one event per line", async () => {
  dev = cli.start(["dev", "--json"], { cwd: project.dir, env: env() });
  await vi.waitFor(() => expect(dev.stdout).toContain('"live"'));
  const { stdout } = await dev.interrupt();
  const schema = await cli.run(["dev", "--response-schema"], { cwd: project.dir });
  const line = z.fromJSONSchema(JSON.parse(schema.stdout));
  const events = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const event of events) expect(line.safeParse(event).error).toBeUndefined();
  expect(events.map((it) => it.type)).toEqual(["watching", "reloaded", "live", "stopped"]);
  expect(events[2]).toMatchObject({ deployment: "acme", url: expect.stringContaining("/o/acme/acme/code/sales") });
});

test("dev explains, without a token, how to work without a server", async () => {
  const { code, stderr } = await cli.run(["dev"], { cwd: project.dir, env: { MILLRACE_URL: server.url } });
  expect(code).toBe(4);
  expect(stderr).toContain("millrace dev --local");
});
