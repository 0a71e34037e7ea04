export { PROTOCOL_VERSION } from "@millrace/protocol/version";

/** The version of this SDK, as manifests carry it. */
export const SDK_VERSION = "0.1.0";
