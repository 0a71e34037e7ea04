type State = {
  lastMaterializedAt: Date | null;
  lastStatus: string | null;
  runningRunId: string | null;
  checks: unknown;
};

type Check = { passed: boolean; severity: string };

const checksOf = (checks: unknown): Check[] =>
  checks && typeof checks === "object" ? Object.values(checks as Record<string, Check>) : [];

/** One word for an asset: the worst of its last materialization and its checks, unless it is being computed; null: no run has told of it yet. */
export function assetStatus(state: State | null): string {
  if (!state) return "NOT_MATERIALIZED";
  if (state.runningRunId) return "RUNNING";
  if (state.lastStatus === "FAILURE") return "FAILURE";
  const failed = checksOf(state.checks).filter((check) => !check.passed);
  if (failed.some((check) => check.severity === "error")) return "DEGRADED";
  if (failed.length > 0) return "WARN";
  return state.lastMaterializedAt ? "MATERIALIZED" : "NOT_MATERIALIZED";
}

/** "3 of 4 checks passed"; undefined when there is none. */
export function checksText(checks: unknown): string | undefined {
  const all = checksOf(checks);
  if (all.length === 0) return undefined;
  return `${all.filter((check) => check.passed).length} of ${all.length} ${all.length === 1 ? "check" : "checks"} passed`;
}
