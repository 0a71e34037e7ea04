import { vi } from "vitest";

/** A machine may be busy with other tests: waiting for a condition ends only what hangs. */
const TEST_TIMEOUTS = { timeout: 60_000, interval: 20 };

const waitFor = vi.waitFor;
vi.waitFor = (condition, options) =>
  waitFor(condition, typeof options === "object" ? { ...TEST_TIMEOUTS, ...options } : TEST_TIMEOUTS);
