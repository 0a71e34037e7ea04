export { PROTOCOL_VERSION } from "@millrace/protocol/version";

/** Version of this SDK, as recorded in manifests. */
export const SDK_VERSION = "0.1.0";
