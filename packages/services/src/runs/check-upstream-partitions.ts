import { missingPartitions, type PartitionsOfRun, unplannedPartitions } from "@millrace/core/plan";
import type { DefinitionReader } from "@millrace/core/run";
import type { RunTarget } from "./run-target";

/**
 * Rejects a run whose assets read partitions of each other that neither the run materializes nor an earlier one did.
 * @throws DomainError `partitions_missing`, which names them
 */
export async function checkUpstreamPartitions(
  definitions: Pick<DefinitionReader, "listStoredPartitions">,
  place: { readonly orgId: string; readonly deploymentId: string },
  { manifest, assets }: Pick<RunTarget, "manifest" | "assets">,
  partitions: PartitionsOfRun,
): Promise<void> {
  const keys = assets.map((asset) => asset.key);
  for (const unplanned of unplannedPartitions(manifest, keys, partitions)) {
    const { upstream } = unplanned;
    const stored = new Set(
      await definitions.listStoredPartitions(place.orgId, place.deploymentId, upstream, unplanned.keys),
    );
    const missing = unplanned.keys.filter((key) => !stored.has(key));
    if (missing.length > 0) throw missingPartitions({ ...unplanned, keys: missing });
  }
}
