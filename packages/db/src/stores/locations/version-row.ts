import type { ManifestProblem } from "@millrace/core/manifest";
import type { WireError } from "@millrace/protocol";
import type { Bundle, LocationVersion } from "../../generated/client";

/** Everything of a version but its manifest, which may have megabytes. */
export const versionColumns = {
  omit: { manifest: true },
  include: {
    location: { select: { name: true } },
    bundle: { select: { packedBytes: true, unpackedBytes: true, files: true } },
  },
} as const;

type Row = Omit<LocationVersion, "manifest"> & {
  location: { name: string };
  bundle: Pick<Bundle, "packedBytes" | "unpackedBytes" | "files">;
};

/** A version as the use cases know it. */
export function toVersion({ orgId: _, location, bundle, ...row }: Row) {
  return {
    ...row,
    ...bundle,
    location: location.name,
    status: row.status as "UPLOADED" | "LOADING" | "READY" | "FAILED",
    error: row.error as WireError | null,
    warnings: (row.warnings ?? []) as ManifestProblem[],
  };
}
export type VersionRow = ReturnType<typeof toVersion>;
