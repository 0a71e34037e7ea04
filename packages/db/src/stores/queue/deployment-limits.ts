import type { AdmissionDeployment } from "@millrace/core/admission";

export type LimitRow = {
  deploymentId: string;
  kind: "TAG" | "LOCATION" | "JOB" | "POOL";
  key: string;
  value: string | null;
  perUniqueValue: boolean;
  granularity: string;
  limit: number;
  /** Of a job: the location that defines it. */
  location: string | null;
};

type Limits = Pick<AdmissionDeployment, "tagLimits" | "locationLimits" | "jobLimits" | "pools">;

/** The limits of one deployment as admission takes them. */
export function toDeploymentLimits(rows: readonly LimitRow[]): Limits {
  const of = (kind: LimitRow["kind"]) => rows.filter((row) => row.kind === kind);
  return {
    tagLimits: of("TAG").map(({ key, value, limit, perUniqueValue }) => ({
      key,
      limit,
      ...(value === null ? { applyLimitPerUniqueValue: perUniqueValue } : { value }),
    })),
    locationLimits: of("LOCATION").map(({ key, limit }) => ({ location: key, limit })),
    jobLimits: of("JOB").flatMap(({ key, location, limit, perUniqueValue }) =>
      location === null ? [] : [{ location, job: key, limit, perKey: perUniqueValue }],
    ),
    pools: of("POOL").map(({ key, limit, granularity }) => ({
      name: key,
      limit,
      granularity: granularity === "run" ? ("run" as const) : ("op" as const),
    })),
  };
}
