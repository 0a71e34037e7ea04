import type { Manifest } from "@millrace/core/manifest";

/** Returns the number of definitions of each kind. */
export const definitionCounts = (manifest: Manifest): Record<string, number> => ({
  assets: manifest.assets.filter((asset) => !asset.external).length,
  checks: manifest.checks.length,
  jobs: manifest.jobs.length,
  schedules: manifest.schedules.length,
  sensors: manifest.sensors.length,
});

/** Returns `4 assets, 1 job`. */
export function definitionSummary(manifest: Manifest): string {
  const parts = Object.entries(definitionCounts(manifest)).filter(([, count]) => count > 0);
  return (
    parts.map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`).join(", ") || "no definitions"
  );
}
