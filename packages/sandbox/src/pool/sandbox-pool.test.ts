import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SandboxBackend } from "../backend";
import { FIXTURE_RUNTIME, finishCode } from "../contract/run-code";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";
import { processBackend } from "../process/process-backend";
import { type SandboxPool, type SandboxPoolOptions, sandboxPool } from "./sandbox-pool";

let dir: string;
let pool: SandboxPool;
let started: number;
const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);

const openPool = async (options: Partial<SandboxPoolOptions> = {}) => {
  const own = { dir, runtimeFile: FIXTURE_RUNTIME, nodeFile: process.execPath, onError };
  const backend = await processBackend({ ...own, production: false, allowInProduction: false });
  const counting: SandboxBackend = {
    name: "process",
    start(limits) {
      started += 1;
      return backend.start(limits);
    },
  };
  pool = sandboxPool({
    backend: counting,
    limits: DEFAULT_SANDBOX_LIMITS,
    size: 2,
    staleAfterMs: 60_000,
    onError,
    ...options,
  });
  return pool;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mr-"));
  errors.length = 0;
  started = 0;
});
afterEach(async () => {
  await pool.close();
  await rm(dir, { recursive: true });
});

test("hands out a warm sandbox, uses it once, and replaces it", async () => {
  await openPool();
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
  const { sandbox, warm } = await pool.take("org_a");
  expect(warm).toBe(true);
  expect((await finishCode(sandbox, "return 7")).value).toBe(7);
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
});

test("starts a sandbox when the pool is empty, and for other limits", async () => {
  await openPool({ size: 0 });
  expect((await finishCode((await pool.take("org_a")).sandbox, "return 1")).value).toBe(1);
  const limits = { ...DEFAULT_SANDBOX_LIMITS, memoryBytes: 512 * 1024 * 1024 };
  const { sandbox, warm } = await pool.take("org_a", limits);
  expect([warm, sandbox.limits.memoryBytes]).toEqual([false, 512 * 1024 * 1024]);
  await finishCode(sandbox, "return 1");
});

test("reserves the last warm sandbox for an owner who has none", async () => {
  await openPool();
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
  const [first, second, other] = await Promise.all([pool.take("org_a"), pool.take("org_a"), pool.take("org_b")]);
  expect([first, second, other].map(({ warm }) => warm)).toEqual([true, false, true]);
  for (const { sandbox } of [first, second, other]) {
    sandbox.kill("TEST");
    await sandbox.removed;
  }
});

test("reserves a warm sandbox for each owner who had one a moment ago", async () => {
  await openPool({ size: 3 });
  for (const owner of ["org_b", "org_c"]) {
    await vi.waitFor(() => expect(pool.waiting).toBe(3));
    await finishCode((await pool.take(owner)).sandbox, "return 1");
  }
  await vi.waitFor(() => expect(pool.waiting).toBe(3));
  const owners = ["org_a", "org_a", "org_b", "org_c"];
  const taken = await Promise.all(owners.map((owner) => pool.take(owner)));
  expect(taken.map(({ warm }) => warm)).toEqual([true, false, true, true]);
  for (const { sandbox } of taken) {
    sandbox.kill("TEST");
    await sandbox.removed;
  }
});

test("gives each further sandbox of an owner a smaller share of the processors", async () => {
  await openPool({ size: 0 });
  const niceOf = async (owner: string) =>
    (await finishCode((await pool.take(owner)).sandbox, `return require("node:os").getPriority()`)).value;
  const [first] = [await pool.take("org_a")];
  const [second, other] = [await niceOf("org_a"), await niceOf("org_b")];
  expect(second).toBeGreaterThan(other as number);
  first?.sandbox.kill("TEST");
  await first?.sandbox.removed;
});

test("replaces sandboxes that waited too long", async () => {
  await openPool({ size: 1, staleAfterMs: 150 });
  await vi.waitFor(() => expect(started).toBeGreaterThan(1));
  expect(errors).toEqual([]);
});

test("ends all that wait when it closes, and leaves no folder behind", async () => {
  await openPool();
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
  await pool.close();
  expect(readdirSync(join(dir, "slots"))).toEqual([]);
  await expect(pool.take("org_a")).rejects.toThrow("closed");
});
