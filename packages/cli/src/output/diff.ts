import type { DefinitionDiff } from "@millrace/core/manifest";
import type { Output } from "./output";

const MARKS = { added: "+", removed: "-", changed: "~" } as const;

/** Returns `1 added, 2 changed`, or `no definition changed`, which doesn't rule out changes in their code. */
export function diffSummary(diff: DefinitionDiff): string {
  const parts = (["added", "changed", "removed"] as const)
    .filter((name) => diff[name] > 0)
    .map((name) => `${diff[name]} ${name}`);
  return parts.join(", ") || "no definitions changed";
}

/** Prints a line per changed definition, with its changed fields. */
export function printDiff(diff: DefinitionDiff, output: Output): void {
  const { green, red, yellow } = output.colors;
  const color = { added: green, removed: red, changed: yellow };
  for (const { kind, key, change, fields } of diff.changes) {
    const names = fields.length > 0 ? ` (${fields.map((field) => field.field).join(", ")})` : "";
    output.note(`  ${color[change](`${MARKS[change]} ${kind} ${key}`)}${names}`);
  }
}
