/** The wire version that this platform speaks; a bundle of another major version is refused with LOAD_ERROR. */
export const PROTOCOL_VERSION = 1;

/** JSON values up to this size travel and are stored inside their `ValueRef`, without an object. */
export const INLINE_VALUE_BYTES_MAX = 4096;
