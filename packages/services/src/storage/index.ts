export { type MeasureStorageDeps, measureStorage } from "./measure-storage";
export { type StorageUse, withStorageQuota } from "./storage-quota";
