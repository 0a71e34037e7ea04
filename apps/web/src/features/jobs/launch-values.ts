/** Parses JSON typed by a person; empty text is undefined. */
export function parseJson(text: string): { value?: unknown; error?: string } {
  if (text.trim() === "") return {};
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `Invalid JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Parses `key=value, key=value` as a record; a key without a value gets "true". */
export function parseTags(text: string): Record<string, string> {
  const entries = text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf("=");
      return at < 0 ? [entry, "true"] : [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
    }),
  );
}
