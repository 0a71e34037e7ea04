import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LIMITS } from "@millrace/core";
import { planRun, type RunTarget } from "@millrace/core/plan";
import type { Manifest } from "@millrace/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildRuntime } from "../build/build-runtime";
import { buildBundle } from "./build-bundle";
import { FakeBroker } from "./fake-broker";
import { Sandbox } from "./sandbox";

const MIB = 1024 ** 2;
const HEAP_MIB = 96;
const dir = mkdtempSync(join(tmpdir(), "millrace-flood-"));
const program = join(dir, "program");
const broker = new FakeBroker(join(dir, "broker.sock"));
let bundle: string;
let manifest: Manifest;

const start = () => new Sandbox(join(program, "start.cjs"), [`--max-old-space-size=${HEAP_MIB}`]);

beforeAll(async () => {
  await Promise.all([buildRuntime(program), broker.listen()]);
  bundle = await buildBundle(join(dir, "bundle"), ["flood.ts"]);
  const loading = start();
  loading.claim(bundle, { kind: "load" });
  manifest = (await loading.message("loaded")).manifest;
});
afterAll(() => broker.close());

async function run(target: RunTarget) {
  const sandbox = start();
  sandbox.claim(
    bundle,
    {
      kind: "run",
      runId: "run_1",
      attempt: 1,
      plan: planRun(manifest, target),
      ...(target.kind === "job" ? { job: target.job } : {}),
      partitionKeys: [],
      tags: {},
      deployment: "test",
      location: "flood",
      reuse: {},
      state: {},
    },
    { brokerSocket: broker.path },
  );
  const done = await sandbox.message("runDone");
  expect(await sandbox.exited).toBe(0);
  expect(sandbox.lineBytes.every((bytes) => bytes < MIB)).toBe(true);
  const output = sandbox.messages.flatMap((message) => (message.type === "output" ? [message] : []));
  return { done, events: sandbox.events, text: output.map(({ text }) => text).join("") };
}
const runAsset = (key: string) => run({ kind: "assets", keys: [key] });

/** What the asset returned: the memory that its process had, in MiB. */
function residentMebibytes({ events }: Awaited<ReturnType<typeof run>>): number {
  const end = events.find((event) => event.type === "stepSucceeded");
  return Number(end?.type === "stepSucceeded" ? end.output?.inline : undefined);
}

describe("a run that says much without a pause succeeds in little memory", () => {
  it("when it prints 45 MB, all of which arrives", async () => {
    const ran = await runAsset("prints");
    expect(ran.done.outcome).toBe("success");
    expect(ran.text.length).toBe(700 * 65_001);
    expect(residentMebibytes(ran)).toBeLessThan(250);
  });

  it("when it prints 300 MB, of which what is beyond the limit is dropped with one note", async () => {
    const ran = await runAsset("prints_too_much");
    expect(ran.done.outcome).toBe("success");
    expect(ran.text.match(/runOutputLogBytesMax/g)).toHaveLength(1);
    expect(ran.text).not.toContain("after the limit");
    const bytes = Buffer.byteLength(ran.text);
    expect(bytes).toBeGreaterThan(LIMITS.runOutputLogBytesMax - MIB);
    expect(bytes).toBeLessThan(LIMITS.runOutputLogBytesMax + MIB);
    expect(residentMebibytes(ran)).toBeLessThan(250);
  });

  it("when it writes 3 MiB in one call", async () => {
    expect((await runAsset("prints_all")).text.length).toBe(3 * MIB);
  });

  it("when it logs 400,000 lines, each of which arrives once and in order", async () => {
    const ran = await runAsset("logs");
    expect(ran.done.outcome).toBe("success");
    const lines = ran.events.flatMap((event) => (event.type === "log" ? [event.fields?.line] : []));
    expect(lines.length).toBe(400_000);
    expect(lines.every((line, index) => line === index)).toBe(true);
    expect(residentMebibytes(ran)).toBeLessThan(250);
  });
});

describe("what is too large for an event", () => {
  it("is replaced by a note in logs and metadata", async () => {
    const { done, events } = await runAsset("logs_large");
    expect(done.outcome).toBe("success");
    const note = expect.stringContaining("eventBytesMax");
    expect(events.find((event) => event.type === "log")).toMatchObject({ message: "list", fields: { cut: note } });
    expect(events.find((event) => event.type === "materialization")).toMatchObject({ metadata: { cut: note } });
  });

  it("is cut in errors", async () => {
    const { done } = await runAsset("fails");
    expect(done).toMatchObject({ outcome: "failure", error: { name: "N".repeat(255), code: "C".repeat(255) } });
    expect(done.error?.message.length).toBeLessThan(20_000);
  });

  it.each([
    ["nested", "METADATA_TOO_LARGE", /nested deeper than 64 levels \(jsonDepthMax\)/],
    ["named", "METADATA_TOO_LARGE", /the name "n{40}…" is 256 characters long, over the limit of 255/],
  ])("fails the step of %s with a sentence that names the limit", async (key, code, message) => {
    expect((await runAsset(key)).done).toMatchObject({ error: { code, message: expect.stringMatching(message) } });
  });
});

describe("a map", () => {
  it("of many items adds them in events of a thousand", async () => {
    const { done, events } = await run({ kind: "job", job: "maps" });
    expect(done.outcome).toBe("success");
    const counts = events.flatMap((event) => (event.type === "stepsAdded" ? [event.count] : []));
    expect(counts).toEqual([1_000, 1_000, 500]);
  });

  it("of too many items fails with the limit's name", async () => {
    const { done } = await run({ kind: "job", job: "maps_too_much" });
    expect(done).toMatchObject({
      error: {
        code: "MAP_TOO_LARGE",
        message: expect.stringContaining("10001 items, over the limit of 10000 (mapItemsMax)"),
      },
    });
  });
});
