/** Bytes of a value as JSON in UTF-8: what the limits of state count. Apart from the schemas, which sandboxes do not load. */
export const stateBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;
