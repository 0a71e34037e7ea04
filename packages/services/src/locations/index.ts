export { type AwaitLoad, awaitLoad, type Changes } from "./await-load";
export { bundleObject, codeCachePrefix, deleteBundleObjects } from "./bundle-objects";
export { KnownNamesInput } from "./known-names";
export { abandonLoad, type LoadBundle, type LoadDeps, type LoadOutcome, loadVersion } from "./load-version";
export { type LocationUseCases, locationUseCases } from "./location-use-cases";
export type {
  ActivationEntry,
  ActivationOutcome,
  ActivationRequest,
  ActivationStore,
  BundleStore,
  BundleSummary,
  LoadedVersion,
  LocationRecord,
  LocationStore,
  LocationSummary,
  NewVersion,
  VersionRecord,
  VersionStatus,
  VersionStore,
} from "./ports";
export { LocationName, type PushDeps, PushVersionInput } from "./push-version";
export type { Pusher } from "./pusher";
export type { VersionDetail } from "./read-locations";
export { SetEgressInput } from "./set-egress";
export type { BundleObjects, UploadDeps, VerifyBundle } from "./upload-bundle";
