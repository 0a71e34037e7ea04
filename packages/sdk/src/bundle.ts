/** The SDK entry that a bundle carries for the platform's runtime; see `BundledSdk` of the protocol. */
export { collectDefinitions } from "./collect";
export { toManifest } from "./manifest/to-manifest";
export { PROTOCOL_VERSION as protocolVersion, SDK_VERSION as sdkVersion } from "./version";
