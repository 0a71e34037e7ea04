import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FIXTURE_RUNTIME, finishCode } from "../contract/run-code";
import { DEFAULT_SANDBOX_LIMITS } from "../limits";
import { processLauncher } from "../process/process-launcher";
import { type SandboxPool, type SandboxPoolOptions, sandboxPool } from "./sandbox-pool";

type FakeBroker = { closed: boolean; close(): Promise<void> };
const fakeBroker = (): FakeBroker => ({
  closed: false,
  async close() {
    this.closed = true;
  },
});

let dir: string;
let pool: SandboxPool<FakeBroker>;
const errors: unknown[] = [];

const openPool = async (options: Partial<SandboxPoolOptions<FakeBroker>> = {}) => {
  pool = sandboxPool({
    launcher: await processLauncher({ dir, nodeFile: process.execPath, production: false, allowInProduction: false }),
    runtimeFile: FIXTURE_RUNTIME,
    limits: DEFAULT_SANDBOX_LIMITS,
    size: 2,
    staleAfterMs: 60_000,
    openBroker: async () => fakeBroker(),
    onError: (error) => errors.push(error),
    ...options,
  });
  return pool;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "mr-"));
  errors.length = 0;
});
afterEach(async () => {
  await pool.close();
  await rm(dir, { recursive: true });
});

test("a warm sandbox is handed out, used once and replaced", async () => {
  await openPool();
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
  const { sandbox, broker, warm } = await pool.take();
  expect(warm).toBe(true);
  expect((await finishCode(sandbox, "return 7")).value).toBe(7);
  expect(broker.closed).toBe(true);
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
});

test("an empty pool, and other limits, start a sandbox for the one who asks", async () => {
  await openPool({ size: 0 });
  expect((await finishCode((await pool.take()).sandbox, "return 1")).value).toBe(1);
  const { sandbox, warm } = await pool.take({ ...DEFAULT_SANDBOX_LIMITS, memoryBytes: 512 * 1024 * 1024 });
  expect([warm, sandbox.limits.memoryBytes]).toEqual([false, 512 * 1024 * 1024]);
  await finishCode(sandbox, "return 1");
});

test("sandboxes that waited too long are replaced", async () => {
  await openPool({ size: 1, staleAfterMs: 150 });
  await vi.waitFor(() => expect(pool.waiting).toBe(1));
  await vi.waitFor(() => expect(existsSync(join(dir, "slots", `${process.pid}-2`))).toBe(true));
  expect(errors).toEqual([]);
});

test("closing ends all that wait and leaves no directory behind", async () => {
  await openPool();
  await vi.waitFor(() => expect(pool.waiting).toBe(2));
  await pool.close();
  expect(existsSync(join(dir, "slots", `${process.pid}-1`))).toBe(false);
  await expect(pool.take()).rejects.toThrow("closed");
});
