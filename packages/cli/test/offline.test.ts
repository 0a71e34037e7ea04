import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { mintToken } from "@millrace/core/identity";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, ORDERS, type ProjectFolder } from "./project-folder";

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

test("a local run shows the author's line that failed, and rejects an unknown partition", async () => {
  await project.write({
    "src/more.ts": `import { asset, daily } from "@millrace/sdk";
export const days = asset("days", { partitions: daily({ start: "2026-01-01" }) }, ({ partition }) => partition.key);
export const broken = asset("broken", {}, () => { throw new Error("no such table"); });
`,
  });
  const failed = await millrace(["materialize", "key:broken", "--local"]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/Error: no such table\n {2}src\/more\.ts:3\n/);
  const rejected = await millrace(["materialize", "key:days", "--local", "--partition", "2025-01-01"]);
  expect(rejected.code).toBe(1);
  expect(rejected.stderr).toContain('Partition not found: "2025-01-01"');
});

describe("check", () => {
  test("counts the definitions of a valid project, and exits with 0", async () => {
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

  test("shows the line of code that can't be bundled", async () => {
    await project.write({ "src/broken.ts": `import "./ordres";\n` });
    const { code, stderr } = await millrace(["check"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/src\/broken\.ts:1/);
  });

  test("finds a cycle and an undefined target, as the server would", async () => {
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

  test("prints the schema of its result without running", async () => {
    const { code, stdout } = await millrace(["check", "--response-schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).properties).toHaveProperty("problems");
  });
});

test("tick shows its time and the runs it would launch; stdout has only the runs", async () => {
  await project.write({
    "src/nightly.ts": `import { schedule } from "@millrace/sdk";
import { nightly } from "./orders";
export const everyNight = schedule("every_night", { cron: "0 2 * * *", target: nightly });
`,
  });
  const { code, stdout, stderr } = await millrace(["tick", "every_night", "--at", "2026-01-31T02:00:00Z"]);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ tags: {} });
  expect(stderr).toContain("At 2026-01-31T02:00:00.000Z, would launch 1 run of nightly (dry run, nothing launched)");
});

test("reports an invalid config file in the author's terms", async () => {
  const errorOf = async (text: string) => {
    await project.write({ "millrace.config.ts": text });
    const { code, stderr } = await millrace(["check"]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await errorOf('export default { locaton: "sales" };')).toContain(
    `millrace.config.ts: "location" is required. Unknown setting "locaton". Did you mean "location"?`,
  );
  expect(await errorOf('export const config = { location: "sales" };')).toContain("Missing default export.");
});

test("tick rejects what a launch would reject, and times that aren't ticks", async () => {
  await project.write({
    "src/days.ts": `import { asset, assetJob, daily, schedule } from "@millrace/sdk";
export const days = asset("days", { partitions: daily({ start: "2026-01-01" }) }, () => 1);
export const target = assetJob("target", { select: "key:days" });
export const today = schedule("today", { cron: "30 2 * * *", target }, ({ scheduledAt }) => ({
  partition: scheduledAt.toISOString().slice(0, 10),
}));
`,
  });
  const refused = await millrace(["tick", "today", "--at", "2026-01-31T02:30:00Z"]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Asset "days" has no partition "2026-01-31"');
  const between = await millrace(["tick", "today", "--at", "2026-01-31T13:37:11Z"]);
  expect(between.stderr).toContain("The previous tick is 2026-01-31T02:30:00.000Z");
});

test("a failed tick shows the author's line, or what is wrong with the cursor", async () => {
  await project.write({
    "src/inbox.ts": `import { sensor } from "@millrace/sdk";
import { z } from "zod";
import { nightly } from "./orders";
const cursor = z.object({ since: z.string() });
export const inbox = sensor("inbox", { target: nightly, cursor, initial: { since: "" } }, () => {
  throw new TypeError("no such bucket");
});
`,
  });
  const failed = await millrace(["tick", "inbox"]);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/error\[tick_failed\]: TypeError: no such bucket\n {2}src\/inbox\.ts:6/);
  const rejected = await millrace(["tick", "inbox", "--cursor", '{"since":5}']);
  expect(rejected.code).toBe(1);
  expect(rejected.stderr).toContain('error[tick_failed]: cursor of sensor "inbox" is invalid: since: ');
});

describe("first errors say what to do next", () => {
  test.each<[string, string[], Record<string, string>, number, string, string]>([
    ["no server", ["whoami"], {}, 2, "server_not_configured", "MILLRACE_URL"],
    ["no token", ["whoami"], { MILLRACE_URL: "http://127.0.0.1:9" }, 4, "token_missing", "MILLRACE_TOKEN"],
    [
      "a truncated token",
      ["whoami"],
      { MILLRACE_URL: "http://127.0.0.1:9", MILLRACE_TOKEN: "mr_pat_x" },
      4,
      "token_malformed",
      "Copy the whole token.",
    ],
    ["a value in argv", ["env", "set", "PG_URL"], {}, 2, "value_required", "--stdin"],
    ["an interactive login", ["login", "--url", "http://127.0.0.1:9"], {}, 2, "token_needed", "--token-stdin"],
    ["an unknown local tick", ["tick", "nightli"], {}, 3, "tick_not_found", "schedule or sensor"],
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

  test("a misspelled command", async () => {
    const { code, stderr } = await millrace(["pusj"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Did you mean push?");
  });

  test("a server that doesn't respond", async () => {
    const env = { MILLRACE_URL: "http://127.0.0.1:9", MILLRACE_TOKEN: mintToken("pat").text };
    const { code, stderr } = await millrace(["whoami"], { env });
    expect(code).toBe(1);
    expect(stderr).toContain("error[server_unreachable]");
    expect(stderr).toContain("Check that the server is running");
  });
});

test("init creates a location that names its server, and keeps existing files", async () => {
  const { code, stdout } = await millrace(["init", "my-location", "--url", "http://localhost:3000", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout).created).toContain("src/hello.ts");
  const manifest = JSON.parse(await readFile(join(project.dir, "my-location/package.json"), "utf8"));
  expect(manifest.dependencies["@millrace/sdk"]).toBe("http://localhost:3000/packages/millrace-sdk.tgz");
  const again = await millrace(["init", "my-location", "--url", "http://localhost:3000", "--json"]);
  expect(JSON.parse(again.stdout)).toMatchObject({ created: [] });
});

test("init gives the examples of two new locations different keys, and suggests a command that names one of them", async () => {
  for (const name of ["team-a", "team-b"]) {
    const { stdout } = await millrace(["init", name, "--url", "http://localhost:3000", "--json"]);
    expect(JSON.parse(stdout).next).toContain(`npx millrace materialize 'key:${name.replace("-", "_")}/hello+'`);
    const keys = (await readFile(join(project.dir, name, "src/hello.ts"), "utf8")).match(/asset\("[^"]+"/g);
    expect(keys).toEqual(["hello", "greetings"].map((key) => `asset("${name.replace("-", "_")}/${key}"`));
  }
});

test("materialize --local runs in this process", async () => {
  const { code, stdout, stderr } = await millrace(["materialize", "*", "--local", "--json"]);
  expect(stderr).toContain("total: succeeded");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ status: "SUCCESS" });
});

describe("doctor", () => {
  test("names each problem and its fix, and exits with 1", async () => {
    const { code, stdout } = await millrace(["doctor", "--json"]);
    expect(code).toBe(1);
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(false);
    const byName = new Map(findings.map((it: { name: string }) => [it.name, it]));
    expect(byName.get("node")).toMatchObject({ status: "ok" });
    expect(byName.get("project")).toMatchObject({ status: "ok", message: expect.stringContaining('"sales"') });
    expect(byName.get("local runs")).toMatchObject({ status: "ok" });
    expect(byName.get("server")).toMatchObject({ status: "error", help: expect.stringContaining("MILLRACE_URL") });
  });

  test("distinguishes a server that isn't Millrace from one that doesn't respond", async () => {
    const stranger = createServer((_request, response) => response.end("hello"));
    await once(stranger.listen(0, "127.0.0.1"), "listening");
    const { port } = stranger.address() as AddressInfo;
    const outputOf = async (url: string) => (await millrace(["doctor"], { env: { MILLRACE_URL: url } })).stdout;
    expect(await outputOf(`http://127.0.0.1:${port}`)).toMatch(/✗ server: .* responds but isn't a Millrace server/);
    stranger.close();
    expect(await outputOf("http://127.0.0.1:9")).toMatch(
      /✗ server: Can't reach .*[\s\S]*help: Check that the server is running/,
    );
  });

  test("reports a missing project, and a missing package", async () => {
    const outside = await cli.run(["doctor"], { cwd: "/" });
    expect(outside.stdout).toMatch(
      /! project: no millrace.config.ts in this or any parent directory\n {2}help: cd into a code location/,
    );
    await rm(join(project.dir, "node_modules/@millrace/sdk"));
    expect((await millrace(["doctor"])).stdout).toMatch(/✗ @millrace\/sdk: is not installed/);
  });
});

test("bash completes commands, grouped commands, and options", async () => {
  const { stdout: script } = await millrace(["completion", "bash"]);
  const complete = (...words: string[]) => {
    const line = ["millrace", ...words].map((word) => `'${word}'`).join(" ");
    const ask = `COMP_WORDS=(${line}); COMP_CWORD=${words.length}; _millrace; printf '%s ' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", `${script}\n${ask}`], { encoding: "utf8" })
      .trim()
      .split(" ");
  };
  expect(complete("mat")).toEqual(["materialize"]);
  expect(complete("runs", "")).toEqual(["ls", "show", "cancel", "rerun"]);
  expect(complete("runs", "ls", "--st")).toEqual(["--status"]);
  expect(complete("push", "--quiet", "--dr")).toEqual(["--dry-run"]);
});

test("config explain shows the source of each value, and never a full token", async () => {
  const token = mintToken("pat").text;
  const env = { MILLRACE_URL: "http://127.0.0.1:9", MILLRACE_TOKEN: token, MILLRACE_DEPLOYMENT: "staging" };
  const { stdout } = await millrace(["config", "explain", "--url", "http://localhost:1", "--json"], { env });
  expect(stdout).not.toContain(token);
  const { data } = JSON.parse(stdout);
  expect(data).toEqual(
    expect.arrayContaining([
      { name: "url", value: "http://localhost:1", from: "--url" },
      { name: "token", value: expect.stringMatching(/^mr_pat_….{4}$/), from: "MILLRACE_TOKEN" },
      { name: "deployment", value: "staging", from: "MILLRACE_DEPLOYMENT" },
      { name: "location", value: "sales", from: "millrace.config.ts" },
    ]),
  );
});

test("a closed stdout ends a command without an error", async () => {
  const { code, stderr } = await cli.start(["ls", "assets", "--local"], { cwd: project.dir }).hangUp();
  expect(stderr).not.toContain("EPIPE");
  expect(code).toBe(0);
});

test("colors follow NO_COLOR and FORCE_COLOR without a terminal", async () => {
  const color = String.fromCharCode(27);
  const outputOf = async (env: Record<string, string>) => (await millrace(["tick", "none"], { env })).stderr;
  expect(await outputOf({})).not.toContain(color);
  expect(await outputOf({ FORCE_COLOR: "1" })).toContain(color);
  expect(await outputOf({ FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain(color);
});
