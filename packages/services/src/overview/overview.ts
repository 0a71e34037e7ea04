import type { AssetReader } from "@millrace/core/assets";
import type { OverviewReader } from "@millrace/core/overview";
import type { RunPages } from "@millrace/core/run";
import type { Clock } from "../clock";
import type { Scope } from "../scope";

const DAY_MS = 24 * 3_600_000;
const RUNS_SHOWN = 200;
const INCIDENTS_SHOWN = 50;

type Deps = {
  readonly overview: OverviewReader;
  readonly assets: AssetReader;
  readonly pages: RunPages;
  readonly clock: Clock;
};

export type OverviewUseCases = ReturnType<typeof overviewUseCases>;

/** How a deployment is doing. */
export const overviewUseCases = ({ overview, assets, pages, clock }: Deps) => ({
  get: async (scope: Scope, deployment: { id: string }) => {
    const since = new Date(clock.now().getTime() - DAY_MS);
    const [counts, hours, incidents, states, definitions, recentRuns] = await Promise.all([
      overview.countByStatus(scope.orgId, deployment.id, since),
      overview.countByHour(scope.orgId, deployment.id, since),
      overview.listOpenIncidents(scope.orgId, deployment.id, INCIDENTS_SHOWN),
      assets.listStates(scope.orgId, deployment.id),
      assets.listDefinitions(scope.orgId, deployment.id),
      pages.list(scope.orgId, { deploymentId: deployment.id }, { limit: RUNS_SHOWN }),
    ]);
    const countOf = (...statuses: string[]) =>
      counts.filter((it) => statuses.includes(it.status)).reduce((sum, it) => sum + it.count, 0);
    const own = new Set(definitions.filter((it) => !it.data.external).map((it) => it.key));
    const known = states.filter((state) => own.has(state.key));
    return {
      since,
      runs: {
        queued: countOf("QUEUED"),
        inProgress: countOf("STARTING", "STARTED", "CANCELING"),
        lastDay: {
          total: hours.reduce((sum, it) => sum + it.count, 0),
          failed: hours.filter((it) => it.status === "FAILURE").reduce((sum, it) => sum + it.count, 0),
        },
      },
      hours,
      incidents,
      assets: {
        total: own.size,
        materialized: known.filter((state) => state.lastStatus === "SUCCESS" && state.failedPartitions === 0).length,
        failed: known.filter((state) => state.lastStatus === "FAILURE" || state.failedPartitions > 0).length,
        checksFailed: known.filter((state) => Object.values(state.checks ?? {}).some((check) => !check.passed)).length,
      },
      recentRuns,
    };
  },
});
