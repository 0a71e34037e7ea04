import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { asCommand, asCurl, asTypeScript, selectionOf } from "./launch-snippets";

const place = { origin: "https://millrace.example", org: "acme", deployment: "production" };
const request = {
  target: { job: "refresh" },
  config: { note: 'it\'s $HOME `x` "y"' },
  partitions: "[2026-01-01...2026-01-03]",
  runPerPartition: true,
  tags: { reason: "back fill" },
};

/** Returns the arguments and input that a shell passes to the program. */
function shell(command: string, program: string): { args: string[]; input: string } {
  const script = `${program}() { node -e 'const chunks = []; process.stdin.on("data", (it) => chunks.push(it)).on("end", () => console.log(JSON.stringify({ args: process.argv.slice(1), input: chunks.join("") })))' -- "$@"; }\n${command}`;
  return JSON.parse(
    execFileSync("sh", ["-c", script], { env: { ...process.env, MILLRACE_TOKEN: "t" }, input: "" }).toString(),
  );
}

test("quotes arguments so that a shell passes them unchanged", () => {
  const { args, input } = shell(asCommand(request, place), "millrace");
  expect(args).toEqual([
    ...["job", "run", "refresh", "--deployment", "production"],
    ...["--partition", request.partitions, "--run-per-partition", "--tag", "reason=back fill", "--config", "-"],
  ]);
  expect(JSON.parse(input)).toEqual(request.config);
});

test("builds a curl command for the REST API", () => {
  const { args } = shell(asCurl(request, place), "curl");
  expect(args).toContain("https://millrace.example/api/v1/orgs/acme/deployments/production/runs");
  expect(args).toContain("Authorization: Bearer t");
  const { target, ...rest } = request;
  expect(JSON.parse(args.at(-1) ?? "")).toEqual({ ...target, ...rest });
});

test("builds TypeScript that sends the same request", async () => {
  const sent: unknown[] = [];
  const fetch = async (url: string, init: { body: string }) => {
    sent.push(url, JSON.parse(init.body));
    return { ok: true, json: async () => ({ id: "run_1" }) };
  };
  const source = `return (async () => { ${asTypeScript({ ...request, tags: {}, partitions: "" }, place)}; return id; })()`;
  expect(await new Function("fetch", "process", source)(fetch, { env: {} })).toBe("run_1");
  expect(sent).toEqual([
    "https://millrace.example/api/v1/orgs/acme/deployments/production/runs",
    { job: "refresh", config: request.config },
  ]);
});

test("converts assets to a selection", () => {
  expect(selectionOf(["orders", "mart/report", "a.b"])).toBe('key:orders or key:mart/report or key:"a.b"');
});
