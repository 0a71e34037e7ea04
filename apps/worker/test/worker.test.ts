import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { planStep, seedBundle } from "@millrace/harness";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openStack, type Stack } from "./stack";

let stack: Stack;
beforeEach(async () => {
  stack = await openStack();
});
afterEach(() => stack.close());

const needing = (key: string, upstream: string) =>
  planStep(key, { needs: [upstream], deps: [{ input: upstream, asset: upstream, view: "value" }] });

test("a run executes its steps in order, passes their values on and records what it made", async () => {
  await stack.startWorker();
  const runId = await stack.launch(
    planStep("numbers"),
    needing("doubled", "numbers"),
    planStep("wide"),
    needing("summed", "wide"),
  );
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS", failureReason: null });

  const made = await stack.db.prisma.materialization.findMany({ orderBy: { asset: "asc" } });
  expect(made.map(({ asset }) => asset)).toEqual(["doubled", "numbers", "summed", "wide"]);
  const [doubled, numbers, summed, wide] = made.map(({ value }) => value as { inline?: string; object: string });
  expect([doubled?.inline, summed?.inline]).toEqual(["[2,4,6]", "12497500"]);
  expect(made[1]?.metadata).toMatchObject({ rows: expect.anything() });
  expect(numbers?.inline).toBe("[1,2,3]");
  expect(wide?.object).toMatch(`${stack.org.orgId}/values/${stack.org.deploymentId}/${runId}/`);
});

test("what succeeded in a run that failed stays recorded as materialized, and later runs read it", async () => {
  await stack.startWorker();
  const failed = await stack.launch(
    planStep("numbers"),
    planStep("failing", { needs: ["numbers"] }),
    planStep("wide", { needs: ["failing"] }),
  );
  expect(await stack.ended(failed)).toMatchObject({ status: "FAILURE", failureReason: "STEP_FAILURE" });

  const steps = await stack.db.prisma.runStep.findMany({ where: { runId: failed } });
  expect(Object.fromEntries(steps.map(({ key, status }) => [key, status]))).toEqual({
    numbers: "SUCCESS",
    failing: "FAILURE",
    wide: "SKIPPED",
  });
  const made = await stack.db.prisma.materialization.findMany({ where: { runId: failed } });
  expect(made.map(({ asset }) => asset)).toEqual(["numbers"]);

  const later = await stack.launch(
    planStep("doubled", { deps: [{ input: "numbers", asset: "numbers", view: "value" }] }),
  );
  expect(await stack.ended(later)).toMatchObject({ status: "SUCCESS" });
  const doubled = await stack.db.prisma.materialization.findFirst({ where: { runId: later } });
  expect(doubled).toMatchObject({ asset: "doubled", value: { inline: "[2,4,6]" } });
});

test("a secret reaches the code and is masked in its output, logs and errors", async () => {
  await stack.setSecret("PASSWORD", "correct horse");
  await stack.startWorker();
  const runId = await stack.launch(planStep("chatty"));
  expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  expect(await stack.outputOf(runId, "chatty")).toBe("the password is [secret]\na warning\n");
  const events = await stack.db.prisma.runEvent.findMany({ where: { runId } });
  expect(JSON.stringify(events, (_, value) => (typeof value === "bigint" ? Number(value) : value))).not.toContain(
    "horse",
  );
});

test("a secret in the error that ends a run is masked wherever the error is kept", async () => {
  await stack.setSecret("PASSWORD", "correct horse");
  await stack.startWorker();
  const runId = await stack.launch(planStep("leaking"));
  const { status, error } = await stack.ended(runId);
  expect([status, error?.message]).toEqual(["FAILURE", expect.stringContaining("refused [secret]")]);
  const run = await stack.db.prisma.run.findFirstOrThrow({ where: { id: runId } });
  const events = await stack.db.prisma.runEvent.findMany({ where: { runId } });
  const kept = JSON.stringify([run, events], (_, value) => (typeof value === "bigint" ? Number(value) : value));
  expect(kept).not.toMatch(/horse|Y29ycmVjdCBob3JzZ/);
});

test("ends a canceled run that listens to its signal", async () => {
  await stack.startWorker();
  const runId = await stack.launch(planStep("endless"));
  await vi.waitFor(async () => expect(await stack.outputOf(runId, "endless")).toContain("started"));
  await stack.cancel(runId);
  expect(await stack.ended(runId)).toMatchObject({ status: "CANCELED" });
});

test("a canceled run that does not listen is ended, with its processes", async () => {
  await stack.startWorker();
  const runId = await stack.launch(planStep("stubborn"));
  await vi.waitFor(async () => expect(await stack.outputOf(runId, "stubborn")).toContain("started"));
  await stack.cancel(runId);
  expect(await stack.ended(runId)).toMatchObject({ status: "CANCELED" });
  await vi.waitFor(() => expect(commandLines().filter((line) => line.includes("98765"))).toEqual([]));
});

test("failures name what happened: a thrown error, memory, a crash", async () => {
  await stack.db.prisma.deployment.updateMany({ data: { sandboxMemoryBytes: 192n * 1024n * 1024n } });
  await stack.startWorker();
  const [failing, hungry, crashing] = await Promise.all([
    stack.launch(planStep("failing")),
    stack.launch(planStep("hungry")),
    stack.launch(planStep("crashing")),
  ]);
  expect(await stack.ended(failing)).toMatchObject({
    status: "FAILURE",
    failureReason: "STEP_FAILURE",
    error: { message: expect.stringContaining("no such table") },
  });
  expect(await stack.ended(hungry)).toMatchObject({
    failureReason: "OUT_OF_MEMORY",
    error: { message: expect.stringContaining("192 MiB") },
  });
  expect(await stack.ended(crashing)).toMatchObject({
    failureReason: "STEP_FAILURE",
    error: { code: "PROCESS_ENDED", message: expect.stringContaining("SIGSEGV") },
  });
});

test("a step that never lets go of its thread fails at its timeout, and what had succeeded stays", async () => {
  await stack.startWorker();
  const runId = await stack.launch(
    planStep("numbers"),
    planStep("spinning", { needs: ["numbers"], timeoutMs: 200 }),
    planStep("wide", { needs: ["spinning"] }),
  );
  expect(await stack.ended(runId)).toMatchObject({
    status: "FAILURE",
    failureReason: "STEP_TIMEOUT",
    error: { message: expect.stringContaining('step "spinning" exceeded its timeout of 200ms') },
  });
  const steps = await stack.db.prisma.runStep.findMany({ where: { runId } });
  expect(Object.fromEntries(steps.map(({ key, status }) => [key, status]))).toMatchObject({
    numbers: "SUCCESS",
    spinning: "FAILURE",
  });
});

test("a run beyond the deployment's wall time is ended as such", async () => {
  await stack.db.prisma.deployment.updateMany({ data: { runWallTimeMs: 300n } });
  await stack.startWorker();
  expect(await stack.ended(await stack.launch(planStep("endless")))).toMatchObject({ failureReason: "MAX_RUNTIME" });
});

test("a version that failed to load within its author's time fails and says how to give it more", async () => {
  await stack.db.prisma.locationVersion.updateMany({ data: { status: "UPLOADED", loadTimeoutMs: 1 } });
  await stack.startWorker();
  await stack.publishLoad();
  await vi.waitFor(async () => {
    const version = await stack.db.prisma.locationVersion.findFirstOrThrow({ where: { id: stack.org.versionId } });
    expect(version).toMatchObject({
      status: "FAILED",
      error: { code: "LOAD_TIMEOUT", message: expect.stringContaining("loadTimeout in millrace.config.ts") },
    });
  });
});

test("a bundle that is not in the store fails its run as LOAD_ERROR and no other", async () => {
  await stack.startWorker();
  const { bundleHash } = await stack.db.prisma.locationVersion.findFirstOrThrow();
  await stack.db.prisma.locationVersion.updateMany({
    data: { bundleHash: await seedBundle(stack.db.prisma, stack.org.orgId, "1".repeat(64)) },
  });
  const broken = await stack.launch(planStep("numbers"));
  expect(await stack.ended(broken)).toMatchObject({ status: "FAILURE", failureReason: "LOAD_ERROR" });
  await stack.db.prisma.locationVersion.updateMany({
    data: { bundleHash },
  });
  expect(await stack.ended(await stack.launch(planStep("numbers")))).toMatchObject({ status: "SUCCESS" });
});

test("a worker that stops ends its runs for the retry policy and leaves nothing behind", async () => {
  const worker = await stack.startWorker();
  const runId = await stack.launch(planStep("endless"));
  await vi.waitFor(async () => expect(await stack.outputOf(runId, "endless")).toContain("started"));
  await worker.stop();
  expect(await stack.ended(runId)).toMatchObject({ status: "FAILURE", failureReason: "WORKER_LOST" });
  await vi.waitFor(() => expect(readdirSync(join(stack.dataDir, "slots"))).toEqual([]));
});

test("a pool lets one step at a time through, across runs", async () => {
  await stack.db.prisma.limit.create({
    data: {
      orgId: stack.org.orgId,
      id: "lim_1",
      deploymentId: stack.org.deploymentId,
      kind: "POOL",
      key: "db",
      limit: 1,
    },
  });
  await stack.startWorker();
  const runIds = await Promise.all([1, 2, 3].map(() => stack.launch(planStep("numbers", { pool: "db" }))));
  for (const runId of runIds) expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  expect(await stack.db.prisma.poolSlot.count()).toBe(0);
});

test("a step that gets its place in a pool finds the state that the step before it committed, in another run too", async () => {
  const { orgId, deploymentId } = stack.org;
  await stack.db.prisma.limit.create({ data: { orgId, id: "lim_1", deploymentId, kind: "POOL", key: "db", limit: 1 } });
  await stack.startWorker();
  const runIds = await Promise.all(Array.from({ length: 6 }, () => stack.launch(planStep("tally", { pool: "db" }))));
  for (const runId of runIds) expect(await stack.ended(runId)).toMatchObject({ status: "SUCCESS" });
  expect(await stack.db.prisma.watermark.findMany()).toMatchObject([{ asset: "tally", value: { runs: 6 } }]);
});

test("a pool that is full makes a step wait until its place is free", async () => {
  await stack.db.prisma.limit.create({
    data: {
      orgId: stack.org.orgId,
      id: "lim_1",
      deploymentId: stack.org.deploymentId,
      kind: "POOL",
      key: "db",
      limit: 1,
    },
  });
  await stack.startWorker();
  const holder = await stack.launch(planStep("endless", { pool: "db" }));
  await vi.waitFor(async () => expect(await stack.outputOf(holder, "endless")).toContain("started"));
  const waiter = await stack.launch(planStep("numbers", { pool: "db" }));
  await vi.waitFor(async () => expect(await stack.statusOf(waiter)).toBe("STARTED"));
  expect(await stack.db.prisma.materialization.count()).toBe(0);
  await stack.cancel(holder);
  expect(await stack.ended(waiter)).toMatchObject({ status: "SUCCESS" });
});

test("an uploaded version is loaded in a sandbox, with its manifest, activation aside, and its code cache", async () => {
  await stack.db.prisma.locationVersion.updateMany({ data: { status: "UPLOADED" } });
  await stack.startWorker();
  await stack.publishLoad();
  const version = await vi.waitFor(async () => {
    const found = await stack.db.prisma.locationVersion.findFirstOrThrow();
    expect([found.status, found.error]).toEqual(["READY", null]);
    return found;
  });
  const { assets } = version.manifest as { assets: { key: string }[] };
  expect(assets.map(({ key }) => key)).toContain("doubled");
  const cached = join(stack.dataDir, "bundles", stack.org.orgId, version.bundleHash, "main.cache");
  expect(existsSync(cached)).toBe(true);
  expect(await stack.ended(await stack.launch(planStep("numbers")))).toMatchObject({ status: "SUCCESS" });
});

// The sandbox's own 127.0.0.1 is not the host's, so that the service needs another address.
const address = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === "IPv4")?.address;

test.skipIf(address === undefined)("code reaches what its location's allowlist names, and nothing else", async () => {
  const server = createServer((_, response) => response.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  await stack.setSecret("SERVICE_URL", `http://${address}:${port}/`);
  const worker = await stack.startWorker({ EGRESS_PRIVATE_RANGES: `${address}/32` });

  if (worker.backend === "bubblewrap") {
    expect(await stack.ended(await stack.launch(planStep("outward")))).toMatchObject({ status: "FAILURE" });
  }
  await stack.db.prisma.codeLocation.updateMany({ data: { egress: [`${address}:${port}`] } });
  expect(await stack.ended(await stack.launch(planStep("outward")))).toMatchObject({ status: "SUCCESS", error: null });
  const made = await stack.db.prisma.materialization.findFirstOrThrow();
  expect(made.value).toMatchObject({ inline: '"hello"' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const commandLines = (): string[] =>
  readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    });
