import type { VersionRecord } from "@millrace/core/locations";
import type { Version } from "@millrace/protocol";
import type { z } from "zod";

const instant = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A version as the public API shows it. */
export function presentVersion(version: VersionRecord, isActive: boolean): z.input<typeof Version> {
  const { locationId: _, pushedBy: __, activateIn: ___, loadTimeoutMs: ____, ...shown } = version;
  return {
    ...shown,
    isActive,
    warnings: [...version.warnings],
    createdAt: version.createdAt.toISOString(),
    loadedAt: instant(version.loadedAt),
  };
}
