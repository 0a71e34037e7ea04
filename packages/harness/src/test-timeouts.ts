import { vi } from "vitest";

/** The machine can be busy with other tests, so this limit only ends what hangs. */
const TEST_TIMEOUTS = { timeout: 60_000, interval: 20 };

const waitFor = vi.waitFor;
vi.waitFor = (condition, options) =>
  waitFor(condition, typeof options === "object" ? { ...TEST_TIMEOUTS, ...options } : TEST_TIMEOUTS);
