import type { AssetReader, AssetWiper } from "@millrace/core/assets";
import { findAssetLocationId, getAssetPage, listCheckResults, listMaterializations, wipeAsset } from "./asset-page";
import { getAssetPartitions } from "./asset-partitions";
import { getAssetGraph, listAssetConfigs, listAssetStatus, listCatalog } from "./catalog";
import type { PartitionDeps } from "./open-partitions";
import { getPartitionMatrix } from "./partition-matrix";

type Deps = PartitionDeps & {
  readonly assets: AssetReader;
  readonly wipe: AssetWiper;
};

export type AssetUseCases = ReturnType<typeof assetUseCases>;

/** What people and tokens see of assets. */
export const assetUseCases = (deps: Deps) => ({
  graph: getAssetGraph(deps),
  catalog: listCatalog(deps),
  status: listAssetStatus(deps),
  configs: listAssetConfigs(deps),
  get: getAssetPage(deps),
  partitions: getAssetPartitions(deps),
  partitionMatrix: getPartitionMatrix(deps),
  materializations: listMaterializations(deps),
  checks: listCheckResults(deps),
  findLocationId: findAssetLocationId(deps),
  wipe: wipeAsset(deps),
});
