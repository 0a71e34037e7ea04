/** The wire version that this platform speaks; a bundle of another major version is refused with LOAD_ERROR. */
export const PROTOCOL_VERSION = 1;

/** The version of the public API, as every answer's `millrace-version` says it. */
export const API_VERSION = "2026-11-01";

/** JSON values up to this size travel and are stored inside their `ValueRef`, without an object. */
export const INLINE_VALUE_BYTES_MAX = 4096;
