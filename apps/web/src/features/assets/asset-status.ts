type State = {
  lastMaterializedAt: Date | null;
  lastStatus: string | null;
  failedPartitions: number;
  runningRunId: string | null;
  checks: unknown;
};

type Check = { passed: boolean; severity: string };

const checksOf = (checks: unknown): Check[] =>
  checks && typeof checks === "object" ? Object.values(checks as Record<string, Check>) : [];

/** An asset's status: the worst of its partitions' latest materializations and its checks, unless it is running; null while unknown. */
export function assetStatus(state: State | null): string {
  if (!state) return "NOT_MATERIALIZED";
  if (state.runningRunId) return "RUNNING";
  if (state.lastStatus === "FAILURE" || state.failedPartitions > 0) return "FAILURE";
  const failed = checksOf(state.checks).filter((check) => !check.passed);
  if (failed.some((check) => check.severity === "error")) return "DEGRADED";
  if (failed.length > 0) return "WARN";
  return state.lastMaterializedAt ? "MATERIALIZED" : "NOT_MATERIALIZED";
}

/** "10 failed partitions"; undefined if none failed. */
export function failedPartitionsText(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? "1 failed partition" : `${count.toLocaleString("en")} failed partitions`;
}

/** "3 of 4 checks passed"; undefined if it has no checks. */
export function checksText(checks: unknown): string | undefined {
  const all = checksOf(checks);
  if (all.length === 0) return undefined;
  return `${all.filter((check) => check.passed).length} of ${all.length} ${all.length === 1 ? "check" : "checks"} passed`;
}
