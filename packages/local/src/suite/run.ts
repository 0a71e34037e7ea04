import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { type Counts, NONE, ONE_FAILED, ONE_PASSED } from "./counts";

export type Command = { readonly args: readonly string[]; readonly cwd: string; readonly env?: Record<string, string> };

/** Runs a Node program that either passes or fails, and counts it as one. */
export function check(command: Command): Counts {
  return spawn(command) === 0 ? ONE_PASSED : ONE_FAILED;
}

/** Runs a test runner that writes a JSON report, and reads its counts. A missing report counts as one failure. */
export function counted(command: Command, reportFile: string, read: (report: unknown) => Counts): Counts {
  rmSync(reportFile, { force: true });
  const status = spawn(command);
  if (!existsSync(reportFile)) return ONE_FAILED;
  const counts = read(JSON.parse(readFileSync(reportFile, "utf8")));
  // A runner can fail without a failed test: an error outside of tests, or a file that doesn't load.
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function spawn({ args, cwd, env }: Command): number | null {
  return spawnSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  }).status;
}

/** Returns the counts of vitest's `json` reporter. */
export function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as Record<string, number>;
  return {
    passed: numPassedTests ?? 0,
    failed: numFailedTests ?? 0,
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  };
}

/**
 * Returns the counts of Playwright's `json` reporter. A test that passed only at the second attempt counts as failed.
 */
export function playwrightCounts(report: unknown): Counts {
  const { stats } = report as { stats?: { expected: number; unexpected: number; flaky: number; skipped: number } };
  return stats ? { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped } : NONE;
}

/** Counts of the fault suite's report; a fault that is known to break something counts as skipped. */
export function faultCounts(report: unknown): Counts {
  const { passed, failed, skipped } = report as Counts;
  return { passed, failed, skipped };
}
