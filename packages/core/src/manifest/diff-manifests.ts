import { z } from "zod";
import { ownValue } from "../own";
import { type DefinitionEntry, DefinitionKind, definitionEntries } from "./definition-entries";
import type { Manifest } from "./manifest";

/** One setting of a definition that differs, by the first name of its path. */
export const FieldChange = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldChange = z.infer<typeof FieldChange>;

export const DefinitionChange = z.object({
  kind: DefinitionKind,
  key: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  /** For `changed`: what differs. */
  fields: z.array(FieldChange),
});
export type DefinitionChange = z.infer<typeof DefinitionChange>;

/** What activating one manifest in place of another would change. */
export const DefinitionDiff = z.object({
  changes: z.array(DefinitionChange),
  added: z.int(),
  removed: z.int(),
  changed: z.int(),
  unchanged: z.int(),
});
export type DefinitionDiff = z.infer<typeof DefinitionDiff>;

/** The position of a definition in the source says nothing about what it does. */
const IGNORED_FIELDS = new Set(["source"]);

/** Compares two manifests definition by definition; `before` is undefined when nothing is active. */
export function diffManifests(before: Manifest | undefined, after: Manifest): DefinitionDiff {
  const old = byId(before ? definitionEntries(before) : []);
  const now = byId(definitionEntries(after));
  const changes: DefinitionChange[] = [];
  let unchanged = 0;
  for (const [id, { kind, key, data }] of now) {
    const previous = old.get(id);
    if (!previous) {
      changes.push({ kind, key, change: "added", fields: [] });
      continue;
    }
    const fields = fieldChanges(previous.data, data);
    if (fields.length === 0) unchanged += 1;
    else changes.push({ kind, key, change: "changed", fields });
  }
  for (const [id, { kind, key }] of old) {
    if (!now.has(id)) changes.push({ kind, key, change: "removed", fields: [] });
  }
  const count = (change: DefinitionChange["change"]) => changes.filter((it) => it.change === change).length;
  return { changes, added: count("added"), removed: count("removed"), changed: count("changed"), unchanged };
}

const byId = (entries: readonly DefinitionEntry[]) => new Map(entries.map((it) => [`${it.kind} ${it.key}`, it]));

function fieldChanges(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter(
      (name) => !IGNORED_FIELDS.has(name) && canonical(ownValue(before, name)) !== canonical(ownValue(after, name)),
    )
    .map(
      (field): FieldChange => ({
        field,
        before: ownValue(before, field) ?? null,
        after: ownValue(after, field) ?? null,
      }),
    );
}

/** JSON whose object keys are sorted: a database does not keep their order. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "null"
  );
}
