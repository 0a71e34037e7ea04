import type { Incident as IncidentRow } from "../../generated/client";

/** An incident as its readers know it; `evidence` is what the same code wrote. */
export const toIncident = ({ orgId: _, revision: __, updatedAt: ___, ...row }: IncidentRow) => ({
  ...row,
  state: row.state as "PENDING" | "OPEN" | "ACKNOWLEDGED" | "RESOLVED",
  subjectKind: row.subjectKind as "job" | "asset" | "location",
  kind: row.kind as "runFailure" | "loadError",
  evidence: row.evidence as FailureContext | null,
});

export type IncidentRecord = ReturnType<typeof toIncident>;

type FailureContext = {
  parts: { key: string; kind: "asset" | "check" | "op" | "map"; error: { name?: string; message: string } | null }[];
  error: { name?: string; message: string } | null;
  failureReason: string | null;
  runId: string | null;
  runTags: Record<string, string>;
  commit: string | null;
  lastSuccessAt: string | null;
};
