import type { JsonSchema } from "../manifest/manifest";
import { ownValue } from "../own";
import { isRecord, orderedProperties, type Path, resolved, type Schema, typesOf } from "./schema";

/** Depth at which the search through alternatives ends: schemas come from users and may be cyclic. */
const DEPTH_MAX = 30;
/** Schemas of one place, so that alternatives within alternatives stay few. */
const SCHEMAS_MAX = 200;

/**
 * The schemas that apply at a place of a value, without the alternatives that the value has ruled out: with
 * `{ "kind": "since" }`, only the alternative whose `kind` is the constant "since".
 */
export function schemasAt(root: JsonSchema, value: unknown, path: Path): readonly Schema[] {
  let schemas = alternatives(root, root, value);
  let at = value;
  for (const step of path) {
    at = isRecord(at) || Array.isArray(at) ? ownValue(at as Record<string, unknown>, String(step)) : undefined;
    schemas = schemas.flatMap((schema) => below(schema, step).flatMap((it) => alternatives(root, it, at)));
    schemas = schemas.slice(0, SCHEMAS_MAX);
  }
  return schemas;
}

/** The schema and all parts of it that a value may have to fit: `allOf`, and of `anyOf` and `oneOf` what still can. */
export function alternatives(root: JsonSchema, schema: Schema, value: unknown, depth = 0): readonly Schema[] {
  if (depth > DEPTH_MAX) return [];
  const { anyOf = [], oneOf = [], allOf = [], ...own } = resolved(root, schema);
  const branches = [...anyOf, ...oneOf].map((branch) => resolved(root, branch));
  const possible = branches.filter((branch) => canBe(branch, value));
  const parts = [...allOf, ...(possible.length > 0 ? possible : branches)];
  return [own, ...parts.flatMap((part) => alternatives(root, part, value, depth + 1))].slice(0, SCHEMAS_MAX);
}

/** False when the value's type, or a property that has to be a constant, rules the schema out. */
export function canBe(schema: Schema, value: unknown): boolean {
  if (value === undefined) return true;
  const types = typesOf(schema);
  if (types.length > 0 && !typesOfValue(value).some((type) => types.includes(type))) return false;
  if (schema.const !== undefined && schema.const !== value) return false;
  if (!isRecord(value)) return true;
  return Object.entries(schema.properties ?? {}).every(
    ([name, { const: wanted }]) => wanted === undefined || [undefined, wanted].includes(ownValue(value, name)),
  );
}

function typesOfValue(value: unknown): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return Number.isInteger(value) ? ["integer", "number"] : ["number"];
  return [typeof value];
}

function below(schema: Schema, step: string | number): Schema[] {
  const { properties, additionalProperties, prefixItems, items } = schema;
  const named = properties && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const found = named ?? prefixItems?.[Number(step)] ?? (typeof step === "number" ? items : additionalProperties);
  return isRecord(found) ? [found as Schema] : [];
}

/** The names that an object may have at a place, with their schemas. */
export function propertiesAt(root: JsonSchema, value: unknown, path: Path): ReadonlyMap<string, Schema> {
  const found = schemasAt(root, value, path).flatMap(orderedProperties);
  return new Map(found.map(([name, schema]) => [name, resolved(root, schema)]));
}
