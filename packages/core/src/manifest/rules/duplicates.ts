import { definitionEntries } from "../definition-entries";
import type { Manifest } from "../manifest";
import { type ManifestProblem, problem, type Sourced } from "../problem";

/** Keys that two definitions have, with the files of both. */
export function duplicates(manifest: Manifest): ManifestProblem[] {
  const seen = new Map<string, Sourced>();
  const found: ManifestProblem[] = [];
  for (const { kind, key, data } of definitionEntries(manifest)) {
    const first = seen.get(`${kind} ${key}`);
    if (first) {
      const places = [first, data as Sourced].map((it) => it.source?.file).filter((file) => file !== undefined);
      const where = places.length > 0 ? ` (${[...new Set(places)].join(", ")})` : "";
      found.push(
        problem(
          "error",
          "definition_duplicate",
          `${kind} "${key}" is defined twice${where}. Rename one of them.`,
          data,
        ),
      );
    } else seen.set(`${kind} ${key}`, data as Sourced);
  }
  return found;
}
