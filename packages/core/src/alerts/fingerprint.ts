/**
 * What two occurrences of the same error have in common: the message without numbers, ids, quoted values, dates and
 * addresses. A change of it is news to who already knows about the incident.
 */
export function errorFingerprint(error: { name?: string; message: string } | null | undefined): string {
  if (!error) return "unknown";
  const shape = error.message
    .slice(0, 4_000)
    .toLowerCase()
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "#")
    .replace(/"[^"\n]*"|'[^'\n]*'|`[^`\n]*`/g, "''")
    .replace(/\b(?:0x)?[0-9a-f]*\d[0-9a-f]*\b/g, "#")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 500);
  return `${error.name ?? "Error"}-${fnv1a(shape)}`;
}

/** FNV-1a, 32 bits, as 8 hexadecimal digits: short, stable, and no secret depends on it. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
