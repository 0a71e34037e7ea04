"use client";
import { useScope } from "@/lib/scope";
import type { Overview } from "./overview";
import { StatTile } from "./stat-tile";

/** The overview's numbers, each linked to what it counts. */
export function Tiles({ data }: { data: Overview }) {
  const { paths } = useScope();
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-5">
      <StatTile
        detail={data.incidents.length === 0 ? "None open" : "Open"}
        href={paths.incidents}
        label="Incidents"
        status={data.incidents.length === 0 ? "HEALTHY" : "OPEN"}
        value={data.incidents.length}
      />
      <StatTile
        detail="In progress"
        href={`${paths.runs}?status=STARTED,STARTING`}
        label="Running"
        status={data.runs.inProgress > 0 ? "STARTED" : "STEP_STARTED"}
        value={data.runs.inProgress}
      />
      <StatTile
        detail="Waiting"
        href={`${paths.runs}?status=QUEUED`}
        label="Queued"
        status="QUEUED"
        value={data.runs.queued}
      />
      <StatTile
        detail={`of ${data.runs.lastDay.total} in 24 hours`}
        href={`${paths.runs}?status=FAILURE`}
        label="Failed"
        status={data.runs.lastDay.failed === 0 ? "SUCCESS" : "FAILURE"}
        value={data.runs.lastDay.failed}
      />
      <StatTile
        detail={`of ${data.assets.total} assets${problemsOf(data.assets)}`}
        href={paths.assets}
        label="Materialized"
        status={data.assets.failed > 0 ? "FAILURE" : data.assets.checksFailed > 0 ? "WARN" : "MATERIALIZED"}
        value={data.assets.materialized}
      />
    </dl>
  );
}

/** The label of the assets tile: failed, stale, or healthy. */
function problemsOf({ failed, checksFailed }: Overview["assets"]): string {
  if (failed > 0) return `, ${failed} failed`;
  return checksFailed > 0 ? `, ${checksFailed} with failed checks` : "";
}
