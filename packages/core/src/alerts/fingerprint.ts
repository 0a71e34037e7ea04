import { fnv1a } from "../fnv1a";

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
