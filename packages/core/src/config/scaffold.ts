import type { JsonSchema } from "../manifest/manifest";
import { ownValue } from "../own";
import { configProblems, UNKNOWN_KEY } from "./config-problems";
import { isRecord, orderedProperties, pathOf, resolved, type Schema, typesOf } from "./schema";
import { alternatives, canBe } from "./schemas-at";

/** Nesting that a scaffold fills in; a schema that refers to itself would never end. */
const DEPTH_MAX = 12;

/** A value that has every required property and every default: what a person then fills in. */
export function scaffold(root: JsonSchema, schema: Schema = root, depth = 0): unknown {
  const own = resolved(root, schema);
  if (own.default !== undefined) return own.default;
  if (own.const !== undefined) return own.const;
  if (own.enum) return own.enum[0];
  if (depth > DEPTH_MAX) return null;
  const [branch] = [...(own.anyOf ?? []), ...(own.oneOf ?? [])];
  if (branch) return scaffold(root, branch, depth + 1);
  const parts = (own.allOf ?? []).map((part) => scaffold(root, part, depth + 1)).filter(isRecord);
  switch (typesOf(own)[0] ?? (own.properties || parts.length > 0 ? "object" : "string")) {
    case "object":
      return Object.assign(
        Object.fromEntries(
          orderedProperties(own)
            .filter(([name, property]) => own.required?.includes(name) || hasDefault(root, property))
            .map(([name, property]) => [name, scaffold(root, property, depth + 1)]),
        ),
        ...parts,
      );
    case "array":
      return scaffoldItems(root, own, depth);
    case "number":
    case "integer":
      return own.minimum ?? (own.exclusiveMinimum === undefined ? 0 : own.exclusiveMinimum + 1);
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return "";
  }
}

const hasDefault = (root: JsonSchema, schema: Schema): boolean => resolved(root, schema).default !== undefined;

function scaffoldItems(root: JsonSchema, { prefixItems, items, minItems = 0 }: Schema, depth: number): unknown[] {
  if (prefixItems) return prefixItems.map((item) => scaffold(root, item, depth + 1));
  const item = isRecord(items) ? (items as Schema) : {};
  return Array.from({ length: Math.min(minItems, 10) }, () => scaffold(root, item, depth + 1));
}

/** The value with every required property and default that it lacks; what is there stays as it is. */
export function scaffoldMissing(root: JsonSchema, value: unknown, schema: Schema = root): unknown {
  if (value === undefined) return scaffold(root, schema);
  const parts = alternatives(root, schema, value).filter((part) => canBe(part, value));
  if (Array.isArray(value)) {
    const item = parts.map((part) => part.items).find(isRecord) as Schema | undefined;
    return item ? value.map((each) => scaffoldMissing(root, each, item)) : value;
  }
  if (!isRecord(value)) return value;
  const filled = { ...value };
  for (const part of parts) {
    for (const [name, property] of orderedProperties(part)) {
      const given = ownValue(filled, name);
      if (given !== undefined || part.required?.includes(name) || hasDefault(root, property))
        filled[name] = scaffoldMissing(root, given, property);
    }
  }
  return filled;
}

/** The value without the keys that the schema does not know. */
export function removeUnknown(schema: JsonSchema, value: unknown): unknown {
  const pointers = configProblems(schema, value).filter((problem) => problem.code === UNKNOWN_KEY);
  return pointers.reduce((left, { pointer }) => without(left, pathOf(pointer)), value);
}

function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return value;
  if (Array.isArray(value)) return value.map((each, index) => (index === Number(step) ? without(each, rest) : each));
  if (!isRecord(value)) return value;
  const { [step]: own, ...others } = value;
  return rest.length === 0 ? others : { ...value, [step]: without(own, rest) };
}
