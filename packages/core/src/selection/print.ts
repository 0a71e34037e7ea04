import { isReserved } from "./parse";
import type { Reach, Selection } from "./syntax";

/** Binding strength; a weaker selection inside a stronger one needs parentheses. */
const STRENGTH = { or: 1, and: 2, not: 3, traversal: 4, primary: 5 } as const;

/** Writes a selection as text that parses to the same selection. */
export function printSelection(selection: Selection): string {
  switch (selection.type) {
    case "all":
      return "*";
    case "not":
      return `not ${wrap(selection.of, STRENGTH.not)}`;
    case "and":
    case "or": {
      const { type, of } = selection;
      return of.map((operand) => wrap(operand, STRENGTH[type] + 1)).join(` ${type} `);
    }
    case "traversal": {
      const up = selection.up ? `${printDepth(selection.up)}+` : "";
      const down = selection.down ? `+${printDepth(selection.down)}` : "";
      return `${up}${wrap(selection.of, STRENGTH.primary)}${down}`;
    }
    case "attribute": {
      const tagValue = selection.tagValue === undefined ? "" : `=${printValue(selection.tagValue, false)}`;
      return `${selection.name}:${printValue(selection.value, selection.name === "key")}${tagValue}`;
    }
    default:
      return `${selection.type}(${printSelection(selection.of)})`;
  }
}

function wrap(selection: Selection, strength: number): string {
  const text = printSelection(selection);
  return strengthOf(selection) < strength ? `(${text})` : text;
}

function strengthOf(selection: Selection): number {
  switch (selection.type) {
    case "or":
    case "and":
    case "not":
    case "traversal":
      return STRENGTH[selection.type];
    // A star isn't a primary: neither `*+` nor `+*` is allowed.
    case "all":
      return STRENGTH.not;
    default:
      return STRENGTH.primary;
  }
}

const printDepth = ({ depth }: Reach): string => (depth === undefined ? "" : String(depth));

/** A value as it has to be written: bare where the grammar allows it, else in quotes. */
export function printValue(value: string, allowsStars: boolean): string {
  const bare = allowsStars ? /^[A-Za-z_*][A-Za-z0-9_/*]*$/ : /^[A-Za-z_][A-Za-z0-9_/]*$/;
  if (bare.test(value) && !isReserved(value)) return value;
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
