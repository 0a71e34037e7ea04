export { type PackEntry, type PackedBundle, packBundle } from "./archive/pack-bundle";
export { ARCHIVE_LIMITS, type ArchiveLimits, type ArchiveSummary } from "./archive/read-archive";
export { findUnpacked, type UnpackedBundle, unpackBundle } from "./archive/unpack-bundle";
export { verifyBundle } from "./archive/verify-bundle";
