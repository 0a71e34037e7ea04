import type { ManifestProblem } from "@millrace/core";
import type { WireError } from "@millrace/protocol";
import type { LocationVersion } from "../../generated/client";

/** Everything of a version but its manifest, which may have megabytes. */
export const versionColumns = { omit: { manifest: true }, include: { location: { select: { name: true } } } } as const;

type Row = Omit<LocationVersion, "manifest"> & { location: { name: string } };

/** A version as the use cases know it. */
export function toVersion({ orgId: _, location, ...row }: Row) {
  return {
    ...row,
    location: location.name,
    status: row.status as "UPLOADED" | "LOADING" | "READY" | "FAILED",
    unpackedBytes: row.unpackedBytes === null ? null : Number(row.unpackedBytes),
    error: row.error as WireError | null,
    warnings: (row.warnings ?? []) as ManifestProblem[],
  };
}
export type VersionRow = ReturnType<typeof toVersion>;
