import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Assignment, PlanStep, type RunPlan } from "@millrace/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRuntime } from "../build/build-runtime";
import { compileCommonJs } from "../src/sandbox/commonjs-script";
import { buildBundle } from "./build-bundle";
import { FakeBroker } from "./fake-broker";
import { Sandbox } from "./sandbox";

const dir = mkdtempSync(join(tmpdir(), "millrace-runtime-"));
const program = join(dir, "program");
const broker = new FakeBroker(join(dir, "broker.sock"));
let bundle: string;

beforeAll(async () => {
  await Promise.all([buildRuntime(program), broker.listen()]);
  bundle = await buildBundle(join(dir, "shop"), ["shop.ts"]);
});
afterAll(() => broker.close());

type Spec = Partial<PlanStep> & { key: string };
const asset = (key: string, rest: Partial<PlanStep> = {}): PlanStep =>
  PlanStep.parse({ key, kind: "asset", definition: key, ...rest });
const dep = (name: string) => ({ input: name, asset: name, view: "value" as const });
const op = (spec: Spec): PlanStep => PlanStep.parse({ kind: "op", definition: spec.key, ...spec });
type RunAssignment = Extract<Assignment, { kind: "run" }>;
const runOf = (
  steps: PlanStep[],
  rest: Partial<RunAssignment> & { planRest?: Partial<RunPlan> } = {},
): RunAssignment => {
  const { planRest, ...fields } = rest;
  return {
    kind: "run",
    runId: "run_1",
    attempt: 1,
    plan: { steps, ...planRest },
    partitionKeys: [],
    tags: {},
    deployment: "test",
    location: "shop",
    reuse: {},
    state: {},
    ...fields,
  };
};

async function run(assignment: RunAssignment) {
  const sandbox = new Sandbox(join(program, "start.cjs"));
  sandbox.claim(bundle, assignment, { brokerSocket: broker.path, variables: { STORE_URL: "mem://orders" } });
  const done = await sandbox.message("runDone");
  expect(await sandbox.exited).toBe(0);
  const types = sandbox.events.map((event) =>
    "step" in event && event.step ? `${event.type} ${event.step}` : event.type,
  );
  return { sandbox, done, types, events: sandbox.events };
}

describe("the runtime in a sandbox", () => {
  it("reports that it is ready, and describes a bundle with the position of each definition", async () => {
    const sandbox = new Sandbox(join(program, "start.cjs"));
    expect(await sandbox.message("ready")).toMatchObject({ protocol: 1 });
    sandbox.claim(bundle, { kind: "load" }, { brokerSocket: broker.path });
    const { manifest, codeCache } = await sandbox.message("loaded");
    expect(await sandbox.exited).toBe(0);
    expect(manifest.assets.map((one) => one.key)).toContain("total");
    expect(manifest.assets.find((one) => one.key === "orders")).toMatchObject({
      source: { file: "shop.ts", line: 28 },
      resources: ["store"],
    });
    expect(manifest.env).toEqual([{ name: "STORE_URL", type: "string", optional: false, usedBy: ["store"] }]);
    expect(manifest.jobs[0]?.nodes?.map((node) => node.node)).toEqual(["list", "measure", "publish"]);
    expect(codeCache?.bytes).toBeGreaterThan(1_000);
  });

  it("runs assets in order, passes values, attributes output, and reports materializations", async () => {
    const asked = broker.requests.length;
    const steps = [
      asset("orders"),
      PlanStep.parse({
        key: "orders/check:not_empty",
        kind: "check",
        definition: "not_empty",
        asset: "orders",
        needs: ["orders"],
        blocking: true,
      }),
      asset("total", { needs: ["orders", "orders/check:not_empty"], deps: [dep("orders")] }),
    ];
    const { done, types, events, sandbox } = await run(
      runOf(steps, { config: { total: { factor: 5 } }, state: { total: { asset: { runs: 4 } } } }),
    );
    expect(done).toEqual({ type: "runDone", outcome: "success" });
    expect(types).toEqual([
      "stepStarted orders",
      "log orders",
      "materialization orders",
      "stepSucceeded orders",
      "stepStarted orders/check:not_empty",
      "checkResult orders/check:not_empty",
      "stepSucceeded orders/check:not_empty",
      "stepStarted total",
      "materialization total",
      "stepSucceeded total",
    ]);
    expect(events[2]).toMatchObject({
      asset: "orders",
      metadata: { rows: { type: "int", value: 2 }, report: { type: "url" } },
    });
    expect(events.at(-1)).toMatchObject({ output: { codec: "json", inline: "10" }, state: { asset: { runs: 5 } } });
    const output = sandbox.messages.filter((message) => message.type === "output");
    expect(output).toMatchObject([
      { step: "orders", stepAttempt: 1, stream: "stdout", text: "hello from orders\n" },
      { stream: "stdout", text: "store closed\n" },
    ]);
    expect(broker.requests.slice(asked).filter((request) => request.op === "put" && request.step !== "$load")).toEqual(
      [],
    );
  });

  it("streams files and large values through the broker", async () => {
    const steps = [
      asset("report", { deps: [dep("total")] }),
      asset("size", { needs: ["report"], deps: [dep("report")] }),
      asset("big"),
    ];
    broker.assets.set("total", 7);
    const { done, events } = await run(runOf(steps));
    expect(done).toEqual({ type: "runDone", outcome: "success" });
    const report = events.find((event) => event.type === "materialization" && event.asset === "report");
    expect(report).toMatchObject({ value: { codec: "file", bytes: 8_000, name: "report.txt" } });
    expect(events.find((event) => event.type === "stepSucceeded" && event.step === "size")).toMatchObject({
      output: { inline: "8000" },
    });
    expect(events.find((event) => event.type === "stepSucceeded" && event.step === "big")).toMatchObject({
      output: { bytes: 10_002 },
    });

    const value = report?.type === "materialization" ? report.value : undefined;
    const later = await run(
      runOf([asset("size", { deps: [dep("report")] })], { reuse: value ? { report: value } : {} }),
    );
    expect(later.events.find((event) => event.type === "stepSucceeded")).toMatchObject({ output: { inline: "8000" } });
  });

  it("retries a step, then fails it with the author's line and skips everything downstream", async () => {
    const steps = [
      asset("broken", { retry: { max: 2, delayMs: 1 } }),
      asset("after_broken", { needs: ["broken"], deps: [dep("broken")] }),
    ];
    const { done, types, events } = await run(runOf(steps));
    expect(done).toMatchObject({
      outcome: "failure",
      reason: "STEP_FAILURE",
      error: { name: "TypeError", message: "attempt 3 went wrong" },
    });
    expect(types).toEqual([
      "stepStarted broken",
      "stepRetrying broken",
      "stepStarted broken",
      "stepRetrying broken",
      "stepStarted broken",
      "stepFailed broken",
      "stepSkipped after_broken",
    ]);
    const failed = events.find((event) => event.type === "stepFailed");
    expect(failed?.type === "stepFailed" && failed.error.frame).toMatchObject({ file: "shop.ts" });
    expect(failed?.type === "stepFailed" && failed.error.frame?.text).toMatch(/^> .*throw new TypeError/m);
    const stack = failed?.type === "stepFailed" ? failed.error.stack : undefined;
    expect(stack).toMatch(/^TypeError: attempt 3 went wrong\n {4}at .*shop\.ts:\d+:\d+\)/);
    expect(stack).not.toContain(program);
  });

  it.each([
    [
      "dated",
      "OUTPUT_NOT_STORABLE",
      'asset "dated": output.at: Date is not JSON: return date.toISOString(), or set `io`',
    ],
    ["exits", undefined, "process.exit(3) was called. Return or throw an error instead."],
    ["stray", undefined, "thrown from a timer"],
    ["floating", undefined, "an unawaited error"],
    ["big_meta", "OUTPUT_NOT_STORABLE", "metadata: rows: bigint is not JSON: give a string"],
    [
      "total",
      "VALUE_NOT_FOUND",
      'asset "total" reads asset "orders", which has no stored value. Materialize it first.',
    ],
  ])("fails %s with a fix", async (key, code, message) => {
    const { done } = await run(runOf([asset(key, key === "total" ? { deps: [dep("orders")] } : {})]));
    expect(done).toMatchObject({ outcome: "failure", error: { message } });
    expect(done.error?.code).toBe(code);
  });

  it("logs any value", async () => {
    const { done, events } = await run(runOf([asset("odd_log")]));
    expect(done.outcome).toBe("success");
    expect(events[1]).toMatchObject({
      message: "odd",
      fields: {
        at: "1970-01-01T00:00:00.000Z",
        n: "3",
        nan: "NaN",
        error: expect.stringContaining("Error: inner"),
        map: { k: 1 },
        self: "[circular]",
      },
    });
  });

  it("doesn't retry an error that fail() marks as final", async () => {
    const { types } = await run(runOf([asset("hopeless", { retry: { max: 5 } })]));
    expect(types).toEqual(["stepStarted hopeless", "stepFailed hopeless"]);
  });

  it("skips a step that skips itself and everything downstream, and the run succeeds", async () => {
    const { done, types } = await run(
      runOf([asset("idle"), asset("after_idle", { needs: ["idle"], deps: [dep("idle")] })]),
    );
    expect(done).toEqual({ type: "runDone", outcome: "success" });
    expect(types).toEqual(["stepStarted idle", "stepSkipped idle", "stepSkipped after_idle"]);
  });

  it("fails a step that exceeds its timeout with a timeout reason", async () => {
    const { done } = await run(runOf([asset("slow", { timeoutMs: 30 })]));
    expect(done).toMatchObject({ outcome: "failure", reason: "STEP_TIMEOUT" });
  });

  it("fails a run that exceeds its maximum run time as MAX_RUNTIME", async () => {
    const { done, types } = await run(runOf([asset("stubborn")], { planRest: { timeoutMs: 30 } }));
    expect(done).toMatchObject({ outcome: "failure", reason: "MAX_RUNTIME" });
    expect(types).toEqual(["stepStarted stubborn", "stepCanceled stubborn"]);
  });

  it("ends as canceled on request, even if the author's code ignores it", async () => {
    const sandbox = new Sandbox(join(program, "start.cjs"));
    sandbox.claim(bundle, runOf([asset("stubborn"), asset("later", { needs: ["stubborn"] })]), {
      brokerSocket: broker.path,
    });
    await sandbox.message("events", ({ events }) => events.some((event) => event.type === "stepStarted"));
    sandbox.send({ type: "cancel", reason: "canceled by ada" });
    expect(await sandbox.message("runDone")).toEqual({ type: "runDone", outcome: "canceled" });
    expect(await sandbox.exited).toBe(0);
    expect(sandbox.events.map((event) => event.type)).toEqual(["stepStarted", "stepSkipped", "stepCanceled"]);
  });

  it("runs a job's graph: wires, a map with its items, and the collected list", async () => {
    const node = (name: string, path: string[] = []) => ({ from: "node" as const, node: name, path });
    const steps = [
      op({ key: "list", input: { from: "object", fields: { prefix: { from: "input", path: ["prefix"] } } } }),
      op({ key: "measure", kind: "map", over: node("list"), concurrency: 2, needs: ["list"] }),
      op({
        key: "publish",
        needs: ["measure"],
        input: { from: "object", fields: { results: node("measure"), note: { from: "literal", value: "ok" } } },
      }),
    ];
    const { done, types, events } = await run(runOf(steps, { job: "ingest", config: { prefix: "p/" } }));
    expect(done).toEqual({ type: "runDone", outcome: "success" });
    expect(events.find((event) => event.type === "stepsAdded")).toMatchObject({
      keys: ["measure[0]", "measure[1]", "measure[2]"],
    });
    expect(types.indexOf("stepStarted measure[2]")).toBeGreaterThan(
      types.findIndex((type) => type.startsWith("stepSucceeded measure[")),
    );
    expect(events.at(-1)).toMatchObject({ step: "publish", output: { inline: '{"count":3,"note":"ok"}' } });

    const bad = await run(runOf(steps, { job: "ingest", config: { prefix: 3 } }));
    expect(bad.done).toMatchObject({
      outcome: "failure",
      error: { code: "INVALID_INPUT", message: expect.stringContaining("prefix: ") },
    });
  });

  it("waits for a pool slot before a step starts, and releases it", async () => {
    const sandbox = new Sandbox(join(program, "start.cjs"));
    sandbox.claim(bundle, runOf([asset("big", { pool: "db" })]), { brokerSocket: broker.path });
    await sandbox.message("poolWanted");
    expect(sandbox.events).toEqual([]);
    sandbox.send({ type: "poolGranted", step: "big", pool: "db" });
    await sandbox.message("runDone");
    expect(sandbox.messages.map((message) => message.type)).toContain("poolReleased");
  });

  it("loads faster from the code cache of an earlier load, at any memory size, and creates the cache only once", async () => {
    const own = await buildBundle(join(dir, "cached"), ["shop.ts"]);
    const load = async (heapMebibytes: number) => {
      const sandbox = new Sandbox(join(program, "start.cjs"), [`--max-old-space-size=${heapMebibytes}`]);
      sandbox.claim(own, { kind: "load" }, { brokerSocket: broker.path });
      const loaded = await sandbox.message("loaded");
      await sandbox.exited;
      expect(sandbox.stray).toBe("");
      return loaded;
    };
    const { codeCache } = await load(200);
    writeFileSync(join(own, "main.cache"), broker.objects.get(codeCache?.object ?? "") ?? "");
    expect((await load(300)).codeCache).toBeUndefined();
  });

  it("doesn't bundle a schema library, which would make each start a quarter longer", () => {
    expect(readFileSync(join(program, "runtime.cjs"), "utf8")).not.toContain("ZodType");
  });

  it("is compiled once for all starts", async () => {
    await promisify(execFile)(process.execPath, [join(program, "compile.cjs")], { env: {} });
    const { codeCacheAccepted } = compileCommonJs(join(program, "runtime.cjs"), join(program, "runtime.cache"));
    expect(codeCacheAccepted).toBe(true);
    expect((await run(runOf([asset("orders")]))).done.outcome).toBe("success");
  });

  it("evaluates schedules and sensors", async () => {
    const tick = async (assignment: Partial<Extract<Assignment, { kind: "tick" }>>) => {
      const sandbox = new Sandbox(join(program, "start.cjs"));
      sandbox.claim(
        bundle,
        { kind: "tick", now: "2026-01-02T00:00:01.000Z", ...assignment },
        { brokerSocket: broker.path },
      );
      return (await sandbox.message("tickDone")).result;
    };
    expect(await tick({ schedule: "hourly", scheduledAt: "2026-01-02T00:00:00.000Z" })).toEqual({
      runs: [{ input: { prefix: "2026-01-02T00:00:00.000Z" }, tags: {} }],
    });
    expect(await tick({ sensor: "inbox", cursor: { n: 4 } })).toEqual({
      runs: [{ runKey: "k4", input: { prefix: "x" }, tags: {} }],
      cursor: { n: 5 },
    });
  });

  it("reports a module that throws while loading, with its source frame", async () => {
    const wrong = await buildBundle(join(dir, "wrong"), ["shop.ts", "wrong.ts"]);
    const sandbox = new Sandbox(join(program, "start.cjs"));
    sandbox.claim(wrong, { kind: "load" });
    const { error } = await sandbox.message("loadFailed");
    expect(error).toMatchObject({ name: "TypeError", frame: { file: "wrong.ts", line: 4 } });

    const running = new Sandbox(join(program, "start.cjs"));
    running.claim(wrong, runOf([asset("orders")]), { brokerSocket: broker.path });
    expect(await running.message("runDone")).toMatchObject({ outcome: "failure", reason: "LOAD_ERROR" });
  });

  it("names a missing variable", async () => {
    const sandbox = new Sandbox(join(program, "start.cjs"));
    sandbox.claim(bundle, runOf([asset("orders")]), { brokerSocket: broker.path });
    const { error } = await sandbox.message("runDone");
    expect(error).toMatchObject({ code: "MISSING_VARIABLE", message: expect.stringContaining("STORE_URL") });
  });

  it("loses no events of many concurrent steps", async () => {
    const { done, events } = await run(runOf(Array.from({ length: 500 }, (_, index) => asset(`many_${index}`))));
    expect(done.outcome).toBe("success");
    expect(events.filter((event) => event.type === "stepSucceeded")).toHaveLength(500);
  });

  it("exits when its worker is gone", async () => {
    const sandbox = new Sandbox(join(program, "start.cjs"));
    await sandbox.message("ready");
    sandbox.hangUp();
    expect(await sandbox.exited).toBe(0);
  });
});
