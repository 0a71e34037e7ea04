import type { Manifest } from "@millrace/core/manifest";

/** Keeps the most recently used manifests: a version's manifest never changes. */
export function cacheManifests(
  load: (orgId: string, versionId: string) => Promise<Manifest>,
  entriesMax = 50,
): (orgId: string, versionId: string) => Promise<Manifest> {
  const kept = new Map<string, Promise<Manifest>>();
  return (orgId, versionId) => {
    const key = `${orgId}/${versionId}`;
    const manifest = kept.get(key) ?? load(orgId, versionId);
    kept.delete(key);
    kept.set(key, manifest);
    manifest.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > entriesMax && oldest !== undefined) kept.delete(oldest);
    return manifest;
  };
}
