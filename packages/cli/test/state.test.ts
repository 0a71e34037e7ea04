import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, type ProjectFolder } from "./project-folder";
import { startTestServer, type TestServer } from "./test-server";

// Each command is a separate process.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const VISITS = `import { asset, staticPartitions } from "@millrace/sdk";
export const visits = asset("visits", { partitions: staticPartitions(["us", "eu"]) }, () => {});
`;

let server: TestServer;
let cli: CliRunner;
let project: ProjectFolder;

beforeAll(async () => {
  [server, cli, project] = await Promise.all([
    startTestServer(),
    createCliRunner(),
    createProjectFolder({ "millrace.config.ts": CONFIG, "src/visits.ts": VISITS }),
  ]);
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
const json = async (args: string[]) => JSON.parse((await millrace([...args, "--json"])).stdout);

test("sets, reads, lists, and resets the state of an asset and of a partition", async () => {
  await millrace(["push"]);
  const set = (args: string[], value: object) =>
    millrace(["state", "set", "visits", "--value", "-", ...args], JSON.stringify(value));
  expect((await set([], { runs: 2 })).stderr).toBe("Set the state of visits in production\n");
  expect((await set(["--partition", "eu"], { page: 4 })).code).toBe(0);
  const refused = await set(["--partition", "asia"], { page: 1 });
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining('Asset "visits" has no partition "asia".'),
  ]);

  expect((await millrace(["state", "get", "visits", "--partition", "eu"])).stdout).toBe('{\n  "page": 4\n}\n');
  const { data } = await json(["state", "ls", "visits"]);
  expect(data).toMatchObject([
    { partition: null, value: { runs: 2 } },
    { partition: "eu", value: { page: 4 }, runId: null, updatedBy: expect.any(String) },
  ]);
  expect(await json(["state", "reset", "visits", "--all"])).toEqual({ entries: 2 });
  const gone = await millrace(["state", "get", "visits"]);
  expect([gone.code, gone.stderr]).toEqual([3, expect.stringContaining('No asset-level state for "visits"')]);
});
