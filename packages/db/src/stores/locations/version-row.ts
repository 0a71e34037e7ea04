import type { WireError } from "@millrace/core";
import type { VersionRecord, VersionStatus } from "@millrace/core/locations";
import type { ManifestProblem } from "@millrace/core/manifest";
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

/** Returns the record of a version, without its manifest. */
export function toVersion({ orgId: _, location, bundle, ...row }: Row): VersionRecord {
  return {
    ...row,
    ...bundle,
    location: location.name,
    status: row.status as VersionStatus,
    error: row.error as WireError | null,
    warnings: (row.warnings ?? []) as ManifestProblem[],
  };
}
