import type { Incident } from "./alerts/records";

export type OpenIncident = Pick<
  Incident,
  "id" | "state" | "subjectKind" | "subject" | "kind" | "owner" | "severity" | "openedAt" | "lastError" | "lastRunId"
>;

export type StatusCount = { readonly status: string; readonly count: number };

/** How a deployment is doing: its runs counted, and its open incidents. */
export type OverviewReader = {
  countByStatus(orgId: string, deploymentId: string, since: Date): Promise<readonly StatusCount[]>;
  countByHour(
    orgId: string,
    deploymentId: string,
    since: Date,
  ): Promise<readonly (StatusCount & { readonly hour: Date })[]>;
  listOpenIncidents(orgId: string, deploymentId: string, limit: number): Promise<readonly OpenIncident[]>;
};
