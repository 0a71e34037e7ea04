type State = {
  lastMaterializedAt: Date | null;
  lastStatus: string | null;
  runningRunId: string | null;
  checks: unknown;
};

type Check = { passed: boolean; severity: string };

const checksOf = (checks: unknown): Check[] =>
  checks && typeof checks === "object" ? Object.values(checks as Record<string, Check>) : [];

/** An asset's status: the worst of its latest materialization and checks, unless it is running; null while unknown. */
export function assetStatus(state: State | null): string {
  if (!state) return "NOT_MATERIALIZED";
  if (state.runningRunId) return "RUNNING";
  if (state.lastStatus === "FAILURE") return "FAILURE";
  const failed = checksOf(state.checks).filter((check) => !check.passed);
  if (failed.some((check) => check.severity === "error")) return "DEGRADED";
  if (failed.length > 0) return "WARN";
  return state.lastMaterializedAt ? "MATERIALIZED" : "NOT_MATERIALIZED";
}

/** "3 of 4 checks passed"; undefined if it has no checks. */
export function checksText(checks: unknown): string | undefined {
  const all = checksOf(checks);
  if (all.length === 0) return undefined;
  return `${all.filter((check) => check.passed).length} of ${all.length} ${all.length === 1 ? "check" : "checks"} passed`;
}
