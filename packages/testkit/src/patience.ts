import { vi } from "vitest";

/** A machine may be busy with other tests: waiting for a condition ends only what hangs. */
const PATIENCE = { timeout: 60_000, interval: 20 };

const waitFor = vi.waitFor;
vi.waitFor = (condition, options) =>
  waitFor(condition, typeof options === "object" ? { ...PATIENCE, ...options } : PATIENCE);
