export { AssetRef, CheckResultsInput, MaterializationsInput, WipeAssetInput } from "./asset-page";
export { type AssetPartitions, getAssetPartitions } from "./asset-partitions";
export { type AssetUseCases, assetUseCases } from "./asset-use-cases";
export { CatalogInput, StatusInput } from "./catalog";
export { type PartitionMatrix, PartitionMatrixInput } from "./partition-matrix";
