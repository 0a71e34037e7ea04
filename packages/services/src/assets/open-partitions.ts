import { DomainError } from "@millrace/core";
import type { AssetReader } from "@millrace/core/assets";
import type { AssetManifest } from "@millrace/core/manifest";
import { dynamicSetsOf, type PartitionSet, partitionSet, type StatusRange } from "@millrace/core/partitions";
import type { Scope } from "../scope";
import type { NamedDeployment } from "../viewed-deployment";

export type PartitionDeps = {
  readonly assets: AssetReader;
  readonly clock: { now(): Date };
};

/** An asset's partitions at one moment, and what is known of their status. */
export type OpenPartitions = {
  readonly spec: NonNullable<AssetManifest["partitions"]>;
  readonly now: number;
  readonly set: PartitionSet;
  readonly recorded: readonly StatusRange[];
};

/** Opens the partitions of an asset, or says that it has none. */
export async function openPartitions(
  { assets, clock }: PartitionDeps,
  { orgId }: Scope,
  deployment: NamedDeployment,
  key: string,
): Promise<OpenPartitions> {
  const asset = await assets.findDefinition(orgId, deployment.id, key);
  if (!asset) throw new DomainError("notFound", "asset_not_found", `No asset named "${key}" in ${deployment.name}.`);
  const spec = asset.data.partitions;
  if (!spec) throw new DomainError("notFound", "not_partitioned", `Asset "${key}" isn't partitioned.`);
  const place = { deploymentId: deployment.id, asset: key };
  const [recorded, running, dynamicKeys] = await Promise.all([
    assets.listPartitionRanges(orgId, place),
    assets.listPartitionsInProgress(orgId, place),
    assets.listDynamicKeys(orgId, deployment.id, dynamicSetsOf(spec)),
  ]);
  const now = clock.now().getTime();
  const inProgress = running.map((partition): StatusRange => {
    return { from: partition, to: partition, status: "inProgress" };
  });
  return { spec, now, set: partitionSet(spec, { now, dynamicKeys }), recorded: [...recorded, ...inProgress] };
}
