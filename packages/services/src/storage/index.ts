export { type MeasureStorageDeps, measureStorage } from "./measure-storage";
export { withStorageQuota } from "./storage-quota";
