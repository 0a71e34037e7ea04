type Parsed = { readonly value: Record<string, unknown>; readonly error?: never } | { readonly error: string };

/** Parses state typed by a person: a JSON object. */
export function parseState(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject
      ? { value: value as Record<string, unknown> }
      : { error: 'State must be a JSON object, such as { "since": … }' };
  } catch (error) {
    return { error: `Invalid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
