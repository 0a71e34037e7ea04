import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type CliRunner, createCliRunner } from "./cli-runner";
import { CONFIG, createProjectFolder, type ProjectFolder } from "./project-folder";

let cli: CliRunner;
let project: ProjectFolder;
beforeAll(async () => {
  cli = await createCliRunner();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  project = await createProjectFolder({ "millrace.config.ts": CONFIG });
});
afterEach(() => project.remove());

const SDK =
  'import { asset, assetJob, daily, dep, externalAsset, hourly, job, mapping, op, schedule, sensor } from "@millrace/sdk";';
const ZOD = 'import { z } from "zod";';

/** `code` is the code that check reports; the problem is on the line with `⟵` in a comment. */
type Case = { readonly what: string; readonly code: string; readonly says: RegExp; readonly source: string };

const REJECTED: readonly Case[] = [
  {
    what: "an external asset that this location defines itself: the only way to write a circle",
    code: "invalid_definition",
    says: /asset "c" is defined .* once as externalAsset\. Import the asset itself/,
    source: `
const c = externalAsset("c", z.number());
export const a = asset("a", { deps: { c } }, () => 1);
export const b = asset("b", { deps: { a } }, () => 1);
export const own = asset("c", { deps: { b } }, () => 1);`,
  },
  {
    what: "a key that two definitions have, with both files",
    code: "invalid_definition",
    says: /asset "orders" is defined in src\/a\.ts and in src\/b\.ts: rename one/,
    source: `
export const twice = asset("twice", {}, () => 1);
export const again = asset("orders", {}, () => 1);`,
  },
  {
    what: "an invalid cron",
    code: "invalid_definition",
    says: /schedule "s".*61/,
    source: `
const j = assetJob("j", { select: "*" });
export const s = schedule("s", { cron: "61 * * * *", target: j }); // ⟵`,
  },
  {
    what: "a time zone that does not exist",
    code: "invalid_definition",
    says: /Mars\/Base/,
    source: `
const j = assetJob("j", { select: "*" });
export const s = schedule("s", { cron: "0 2 * * *", timeZone: "Mars/Base", target: j }); // ⟵`,
  },
  {
    what: "an upstream asset that isn't exported",
    code: "invalid_definition",
    says: /asset "hidden", which isn't exported\. Export it\./,
    source: `
const hidden = asset("hidden", {}, () => 1);
export const a = asset("a", { deps: { hidden } }, () => 1);`,
  },
  {
    what: "partitions without a key",
    code: "partitions_invalid",
    says: /asset "a"/,
    source: `
export const a = asset("a", { partitions: daily({ start: "2026-01-02", end: "2026-01-01" }) }, () => 1); // ⟵`,
  },
  {
    what: "an invalid selection",
    code: "invalid_selection",
    says: /job "j"/,
    source: `
export const a = asset("a", {}, () => 1);
export const j = assetJob("j", { select: "key:a or" }); // ⟵`,
  },
  {
    what: "a module that throws",
    code: "load_error",
    says: /TypeError: .*toFixed/,
    source: `
const none: number[] = [];
export const x = none[0]!.toFixed(); // ⟵`,
  },
  {
    what: "an import that leads nowhere",
    code: "bundle_failed",
    says: /Could not resolve ".\/ordres"/,
    source: `
import "./ordres"; // ⟵`,
  },
  {
    what: "a package that is not installed",
    code: "bundle_failed",
    says: /Could not resolve "@acme\/ratse\/v2": is the package installed\? npm install @acme\/ratse$/m,
    source: `
import "@acme/ratse/v2"; // ⟵`,
  },
  {
    what: "a name that selections could not hold",
    code: "invalid_definition",
    says: /asset "or ders"/,
    source: `
export const a = asset("or ders", {}, () => 1); // ⟵`,
  },
];

describe("check rejects, with the author's line,", () => {
  test.each(REJECTED)("$what", async ({ code, says, source }) => {
    const text = `${SDK} ${ZOD}${source}\n`;
    await project.write({
      "src/a.ts": text,
      "src/b.ts": 'import { asset } from "@millrace/sdk";\nexport const orders = asset("orders", {}, () => 1);\n',
    });
    const { code: exitCode, stdout, stderr } = await cli.run(["check"], { cwd: project.dir });
    expect(exitCode, stderr).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`error[${code}]`);
    expect(stderr).toMatch(says);
    const at = text.split("\n").findIndex((line) => line.includes("⟵"));
    if (at === -1) return;
    expect(stderr).toMatch(new RegExp(`^  src/a\\.ts:${at + 1}(:\\d+)?$`, "m"));
    expect(stderr).toContain(`> ${at + 1} | ${text.split("\n")[at]}`);
  });
});

test("check reports all problems together, and as JSON on stdout", async () => {
  await project.write({
    "src/a.ts": `${SDK}
export const a = asset("a", { partitions: daily({ start: "2026-01-02", end: "2026-01-01" }) }, () => 1);
export const j = assetJob("j", { select: "key:a or" });
export const none = assetJob("none", { select: "key:b" });
`,
  });
  const { code, stdout } = await cli.run(["check", "--json"], { cwd: project.dir });
  expect(code).toBe(1);
  const { ok, problems } = JSON.parse(stdout);
  expect(ok).toBe(false);
  expect(problems.map((it: { code: string; severity: string }) => [it.code, it.severity])).toEqual([
    ["partitions_invalid", "error"],
    ["invalid_selection", "error"],
    ["selection_empty", "warning"],
  ]);
});

test("names every file that can't be bundled", async () => {
  await project.write({ "src/a.ts": 'import "./nope";\n', "src/b.ts": "export const x = ;\n" });
  const { stderr } = await cli.run(["check"], { cwd: project.dir });
  expect(stderr).toMatch(/src\/a\.ts:1:8[\s\S]*src\/b\.ts:1:18/);
});

test("finds a missing declared file before a push", async () => {
  await project.write({
    "millrace.config.ts": 'export default { location: "sales", data: ["data/*.csv"] };\n',
    "src/a.ts": "export {};\n",
  });
  const { code, stderr } = await cli.run(["check"], { cwd: project.dir });
  expect(code).toBe(1);
  expect(stderr).toContain("error[data_file_missing]");
});

test("writes problems as annotations of their lines to stderr in a GitHub workflow", async () => {
  await project.write({
    "src/a.ts": 'import { asset } from "@millrace/sdk";\nexport const a = asset("a b", {}, () => 1);\n',
  });
  const { stdout, stderr } = await cli.run(["check"], { cwd: project.dir, env: { GITHUB_ACTIONS: "true" } });
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^::error file=src\/a\.ts,line=2,col=\d+::/m);
});
