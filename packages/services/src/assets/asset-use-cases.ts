import { getAssetPage, listCheckResults, listMaterializations, wipeAsset } from "./asset-page";
import { getAssetPartitions } from "./asset-partitions";
import { setAssetState } from "./asset-state";
import { getAssetGraph, listAssetConfigs, listAssetStatus, listCatalog } from "./catalog";
import type { PartitionDeps } from "./open-partitions";
import { getPartitionMatrix } from "./partition-matrix";
import type { AssetReader, AssetStateWriter, AssetWiper } from "./ports";

type Deps = PartitionDeps & {
  readonly assets: AssetReader;
  readonly wipe: AssetWiper;
  readonly writeState: AssetStateWriter;
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
  wipe: wipeAsset(deps),
  setState: setAssetState(deps),
});
