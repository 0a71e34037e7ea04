import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { mintToken } from "@millrace/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, ORDERS, type ProjectFolder } from "./project-folder";

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let cli: CliRunner;
let project: ProjectFolder;
beforeAll(async () => {
  cli = await createCliRunner();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  project = await createProjectFolder({ "millrace.config.ts": CONFIG, "src/orders.ts": ORDERS });
});
afterEach(() => project.remove());

const millrace = (args: string[], options: { env?: Record<string, string>; input?: string } = {}) =>
  cli.run(args, { cwd: project.dir, ...options });

test("a local run shows the author's line that failed, and refuses a partition that is none", async () => {
  await project.write({
    "src/more.ts": `import { asset, daily } from "@millrace/sdk";
export const days = asset("days", { partitions: daily({ start: "2026-01-01" }) }, ({ partition }) => partition.key);
export const broken = asset("broken", {}, () => { throw new Error("no such table"); });
`,
  });
  const failed = await millrace(["materialize", "key:broken", "--local"]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/Error: no such table\n {2}src\/more\.ts:3\n/);
  const refused = await millrace(["materialize", "key:days", "--local", "--partition", "2025-01-01"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('There is no partition "2025-01-01"');
});

describe("check", () => {
  test("counts what a good project has, and exits with 0", async () => {
    const { code, stdout } = await millrace(["check", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, location: "sales", counts: { assets: 2, jobs: 1 } });
  });

  test("shows the line of an error that a module throws", async () => {
    await project.write({ "src/broken.ts": "const list: number[] = [];\nexport const x = list[0]!.toFixed();\n" });
    const { code, stderr } = await millrace(["check"]);
    expect(code).toBe(1);
    expect(stderr).toContain("src/broken.ts:2");
    expect(stderr).toContain("toFixed");
  });

  test("shows the line of what cannot be bundled", async () => {
    await project.write({ "src/broken.ts": `import "./ordres";\n` });
    const { code, stderr } = await millrace(["check"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/src\/broken\.ts:1/);
  });

  test("finds a circle and a target that nobody defines, as the server would", async () => {
    await project.write({
      "src/more.ts": `import { asset, externalAsset } from "@millrace/sdk"; import { z } from "zod";
        export const a = asset("a", { deps: { b: externalAsset("b", z.number()) } }, () => 1);
        export const b = asset("orders", {}, () => 1);`,
    });
    const { code, stderr } = await millrace(["check"]);
    expect(code).toBe(1);
    expect(stderr).toContain('"orders" is defined');
    expect(stderr).toContain("src/more.ts");
    expect(stderr).toContain("src/orders.ts");
  });

  test("prints the schema of its answer without running", async () => {
    const { code, stdout } = await millrace(["check", "--response-schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).properties).toHaveProperty("problems");
  });
});

describe("first errors say what to do next", () => {
  test.each<[string, string[], Record<string, string>, number, string, string]>([
    ["no server", ["whoami"], {}, 2, "server_unknown", "MILLRACE_URL"],
    ["no token", ["whoami"], { MILLRACE_URL: "http://127.0.0.1:9" }, 4, "token_missing", "MILLRACE_TOKEN"],
    [
      "a cut token",
      ["whoami"],
      { MILLRACE_URL: "http://127.0.0.1:9", MILLRACE_TOKEN: "mr_pat_x" },
      4,
      "token_malformed",
      "copy it whole",
    ],
    ["a value in argv", ["env", "set", "PG_URL"], {}, 2, "value_needed", "--stdin"],
    ["an interactive login", ["login", "--url", "http://127.0.0.1:9"], {}, 2, "token_needed", "--token-stdin"],
    ["an unknown local tick", ["tick", "nightli"], {}, 3, "tick_unknown", "schedule or sensor"],
  ])("%s", async (_what, args, env, exitCode, code, hint) => {
    const result = await millrace(args, { env });
    expect(result.code).toBe(exitCode);
    expect(result.stderr).toContain(`error[${code}]`);
    expect(result.stderr).toContain(hint);
    expect(result.stdout).toBe("");
  });

  test("no project", async () => {
    const { code, stderr } = await cli.run(["check"], { cwd: "/" });
    expect(code).toBe(2);
    expect(stderr).toContain("millrace init");
  });

  test("a misspelt command", async () => {
    const { code, stderr } = await millrace(["pusj"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean push?");
  });

  test("a server that does not answer", async () => {
    const env = { MILLRACE_URL: "http://127.0.0.1:9", MILLRACE_TOKEN: mintToken("pat").text };
    const { code, stderr } = await millrace(["whoami"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain("error[server_unreachable]");
    expect(stderr).toContain("is it running");
  });
});

test("init writes a location that names its server, and keeps what is there", async () => {
  const { code, stdout } = await millrace(["init", "my-location", "--url", "http://localhost:3000", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).created).toContain("src/hello.ts");
  const manifest = JSON.parse(await readFile(join(project.dir, "my-location/package.json"), "utf8"));
  expect(manifest.dependencies["@millrace/sdk"]).toBe("http://localhost:3000/packages/millrace-sdk.tgz");
  const again = await millrace(["init", "my-location", "--url", "http://localhost:3000", "--json"]);
  expect(JSON.parse(again.stdout)).toMatchObject({ created: [] });
});

test("materialize --local runs in this process", async () => {
  const { code, stdout, stderr } = await millrace(["materialize", "*", "--local", "--json"]);
  expect(stderr).toContain("total: succeeded");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: "SUCCESS" });
});
